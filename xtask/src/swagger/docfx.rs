//! What the documentation of two neighbours tells: the .NET client and CRMScript.
//!
//! Both are DocFX files with a line for each signature. Such a line is all that is read of them.

/// A method of an agent, as the .NET client has it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Method<'a> {
    /// `v1AppointmentAgent_Accept`
    pub(super) uid: String,
    /// The type that it returns, without `Task<…>`, arrays and `?`.
    pub(super) returns: &'a str,
    /// Name and type of each parameter.
    pub(super) parameters: Vec<(&'a str, &'a str)>,
}

/// The methods of an agent's file.
pub(super) fn methods(text: &str) -> Vec<Method<'_>> {
    let uid = text.lines().find_map(|line| line.strip_prefix("- uid: "));
    let Some(agent) = uid.and_then(|uid| uid.rsplit('.').next()) else {
        return Vec::new();
    };
    let methods = contents(text).filter_map(|content| method(agent, content));
    methods.collect()
}

/// An enum of CRMScript with its members.
pub(super) fn enumeration(text: &str) -> Option<(&str, Vec<&str>)> {
    let mut lines = text.lines();
    let uid = lines.find_map(|line| line.strip_prefix("- uid: "))?;
    let name = uid.rsplit('.').next()?;
    let own = lines
        .clone()
        .take_while(|line| !line.starts_with("- uid: "));
    if !own.into_iter().any(|line| line.trim() == "type: Enum") {
        return None;
    }
    let prefix = format!("{uid}.");
    let members = lines
        .take_while(|line| !line.starts_with("references:"))
        .filter_map(|line| line.strip_prefix("- uid: ")?.strip_prefix(&prefix))
        .collect();
    Some((name, members))
}

/// The properties of a carrier of CRMScript that are lengths of time, with the carrier's name.
pub(super) fn time_spans(text: &str) -> Option<(&str, Vec<&str>)> {
    let uid = text.lines().find_map(|line| line.strip_prefix("- uid: "))?;
    let carrier = uid.rsplit('.').next()?.strip_prefix("NS")?;
    let properties: Vec<_> = contents(text)
        .filter_map(|content| {
            let (name, parameters) = content.strip_prefix("Void Set")?.split_once('(')?;
            parameters.starts_with("TimeSpan ").then_some(name)
        })
        .collect();
    (!properties.is_empty()).then_some((carrier, properties))
}

fn contents(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter_map(|line| line.strip_prefix("    content: "))
}

/// `public Task<X> DoAsync(int id, Mode mode, RequestOptions requestOptions = null)`
fn method<'a>(agent: &str, content: &'a str) -> Option<Method<'a>> {
    let (head, rest) = content.strip_prefix("public ")?.split_once("Async(")?;
    let (returns, name) = head.rsplit_once(' ')?;
    let (parameters, _) = rest.rsplit_once(')')?;
    let parameters = parameters
        .split(", ")
        .filter_map(|parameter| {
            let declared = parameter.split(" = ").next()?;
            let (ty, name) = declared.rsplit_once(' ')?;
            Some((name, bare(ty)))
        })
        .collect();
    Some(Method {
        uid: format!("v1{agent}_{name}"),
        returns: bare(returns),
        parameters,
    })
}

/// `Task<Mode[]>` gives `Mode`.
fn bare(ty: &str) -> &str {
    let inner = ty
        .split_once('<')
        .map_or(ty, |(_, inner)| inner.trim_end_matches('>'));
    let name = inner.rsplit(['<', '.']).next().unwrap_or(inner);
    name.trim_end_matches(['>', '[', ']', '?'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_name_the_types_of_arguments() {
        let text = "items:\n- uid: Firm.Agents.GardenAgent\n  syntax:\n    content: public class GardenAgent\n- uid: x\n  syntax:\n    content: public Task<Mood[]> PruneAsync(int treeId, PruneMode? mode, RequestOptions requestOptions = null)\n";
        let expected = Method {
            uid: "v1GardenAgent_Prune".into(),
            returns: "Mood",
            parameters: vec![
                ("treeId", "int"),
                ("mode", "PruneMode"),
                ("requestOptions", "RequestOptions"),
            ],
        };
        assert_eq!(methods(text), [expected]);
    }

    #[test]
    fn crmscript_names_members_and_lengths_of_time() {
        let text = "items:\n- uid: A.B.Mood\n  type: Enum\n- uid: A.B.Mood.Good\n  type: Field\n- uid: A.B.Mood.Bad\nreferences:\n- uid: A.B.Mood.Other\n";
        assert_eq!(enumeration(text), Some(("Mood", vec!["Good", "Bad"])));
        let text = "items:\n- uid: A.B.NSTree\n  type: Class\n- uid: x\n  syntax:\n    content: Void SetAge(TimeSpan age)\n    content: Void SetName(String name)\n";
        assert_eq!(enumeration(text), None);
        assert_eq!(time_spans(text), Some(("Tree", vec!["Age"])));
    }
}
