//! Crates on file systems of their own: full ones, and ones that cannot be written.
#![cfg(target_os = "linux")]

/// What not every machine allows.
mod nightly {
    use std::path::Path;
    use std::process::Command;

    use crate::support::plant;
    use crate::support::scenario::{Scenario, copied};

    /// Runs a script in which `disk` is a file system that holds what `crate` does. `$XTASK` is the
    /// program.
    fn on_a_disk(folder: &Path, script: &str) -> String {
        let mount =
            "set -e; mkdir disk; mount -t tmpfs -o size=1m none disk; cp -r crate/. disk; set +e";
        let output = Command::new("unshare")
            .args(["--user", "--map-root-user", "--mount", "sh", "-c"])
            .arg(format!("{mount}; {script}"))
            .current_dir(folder)
            .env("XTASK", env!("CARGO_BIN_EXE_xtask"))
            .env_remove("CARGO_MANIFEST_DIR")
            .output()
            .expect("`unshare` is installed");
        let err = String::from_utf8_lossy(&output.stderr);
        let out = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{out}{err}");
        format!("{out}{err}")
    }

    const GEN: &str = "$XTASK gen --docs docs --out";

    /// A crate before a run, and a folder `new` with what the run makes of it.
    fn garden() -> tempfile::TempDir {
        let scenario = Scenario::generated();
        let folder = copied(scenario.before.path());
        for (path, text) in &scenario.new {
            if let Some(path) = path.strip_prefix("crate/") {
                plant(&folder.path().join("new"), &[(path, text)]);
            }
        }
        folder
    }

    #[test]
    #[ignore = "needs user namespaces: .ci/nightly"]
    fn a_disk_that_fills_up_at_any_moment_leaves_all_or_nothing() {
        let mut outcomes = [0, 0];
        let garden = garden();
        // From less than what is there to all that a run needs.
        for pages in 0..64 {
            let folder = copied(garden.path());
            let script = format!(
                "used=$(df -k --output=used disk | tail -1)
                 mount -o remount,size=$((used + 4 * {pages}))k disk
                 {GEN} disk >/dev/null 2>err; code=$?
                 case $code in
                     0) diff -r new disk || exit 1 ;;
                     1) diff -r crate disk || exit 1
                        grep -q 'free some space; nothing has changed' err || {{ cat err; exit 1; }} ;;
                     *) cat err; exit 1 ;;
                 esac
                 mount -o remount,size=1m disk
                 {GEN} disk && diff -r new disk && echo ended with $code"
            );
            let said = on_a_disk(folder.path(), &script);
            for code in [0, 1] {
                outcomes[code] += usize::from(said.contains(&format!("ended with {code}")));
            }
        }
        println!("{outcomes:?}");
        assert!(outcomes.iter().all(|count| *count > 3), "{outcomes:?}");
    }

    #[test]
    #[ignore = "needs user namespaces: .ci/nightly"]
    fn a_disk_that_cannot_be_written_stays_as_it_is() {
        let garden = garden();
        for (end, code, expected) in [
            ("", 1, "make the folder writable; nothing has changed"),
            ("--check", 1, "disk is not up to date"),
        ] {
            let folder = copied(garden.path());
            let said = on_a_disk(
                folder.path(),
                &format!("mount -o remount,ro disk; {GEN} disk {end}; echo $?; diff -r crate disk"),
            );
            assert!(said.starts_with(&format!("{code}\n")), "{said}");
            assert!(said.contains(expected), "{said}");
        }
    }

    /// The sources alone lie elsewhere: as another file system, and as a link to one.
    #[test]
    #[ignore = "needs user namespaces: .ci/nightly"]
    fn sources_on_another_disk_change_together_with_the_manifest() {
        let garden = garden();
        for place in [
            "mount --bind disk/src crate/src",
            "rm -r crate/src; ln -s ../disk/src crate/src",
        ] {
            let folder = copied(garden.path());
            let script =
                format!("{place}; {GEN} crate && diff -r new crate && ls -A crate/src crate");
            let said = on_a_disk(folder.path(), &script);
            assert!(said.contains("files written, "), "{place}: {said}");
            assert!(!said.contains(".xtask-"), "{place}: {said}");
        }
        let folder = copied(garden.path());
        let script = format!(
            "mount --bind disk/src/types crate/src/types; cp -r crate old
             {GEN} crate; echo $?; diff -r old crate"
        );
        let said = on_a_disk(folder.path(), &script);
        assert!(said.starts_with("1\n"), "{said}");
        let expected = "let all files of the folder lie on one file system; nothing has changed";
        assert!(said.contains(expected), "{said}");
    }

    /// A container's file system, where what lies in the layer below is copied when it changes:
    /// whole folders cannot be moved there.
    #[test]
    #[ignore = "needs user namespaces: .ci/nightly"]
    fn what_lies_in_a_lower_layer_changes_like_anything_else() {
        let scenario = Scenario::all().into_iter().find(|one| one.name == "update");
        let scenario = scenario.expect("there is one");
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        crate::support::copy(scenario.before.path(), &folder.path().join("crate"));
        for (path, text) in &scenario.new {
            plant(&folder.path().join("new"), &[(path, text)]);
        }
        let arguments = scenario.arguments.join(" ");
        let said = on_a_disk(
            folder.path(),
            &format!(
                "mkdir disk/upper disk/work both
                 mount -t overlay -o lowerdir=crate,upperdir=disk/upper,workdir=disk/work none both \
                     || exit 1
                 cp -r both/upstream new/
                 cd both; $XTASK {arguments}; echo ended with $?; cd ..
                 diff -r new both && echo the same"
            ),
        );
        assert!(said.contains("ended with 0\n"), "{said}");
        assert!(said.contains("the same"), "{said}");
    }
}
