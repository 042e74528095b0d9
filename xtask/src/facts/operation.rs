//! What the prose of an operation states.

use std::fmt;

use super::{between, since, since_sentence};

/// Facts about an operation as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct OperationFacts {
    /// Not available online without more.
    pub restricted: Option<Restriction>,
    /// Can change or go away at any time.
    pub experimental: bool,
    /// The agent services that a REST operation calls.
    pub calls: Vec<ServiceCall>,
    /// The archive that the rows come from.
    pub archive: Option<String>,
    /// The expected upper run time in milliseconds.
    pub slow_threshold: Option<u32>,
    /// The release that brought it, such as `12.2`.
    pub since: Option<String>,
}

/// Why an operation is not available to every online app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Restriction {
    /// What is needed.
    pub reason: RestrictionReason,
    /// The one group of apps that it is meant for.
    pub audience: Option<Audience>,
}

/// What an online app needs to call a restricted operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RestrictionReason {
    /// Access must be requested when the app is registered.
    OnRequest,
    /// Partner apps may not manage users.
    UserManagement,
    /// Available on-site only.
    OnSiteOnly,
    /// The page names no condition.
    Unspecified,
}

/// Whom a restricted operation is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Integrations with ERP systems.
    ErpIntegration,
    /// SuperOffice's own apps.
    Internal,
}

/// `Calls the Contact agent service SaveContactEntity.`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ServiceCall {
    /// Agent without its suffix, such as `Contact`.
    pub agent: String,
    /// The agent's operation.
    pub service: String,
}

impl OperationFacts {
    /// Reads an operation's prose, upstream's or ours.
    pub fn read(prose: &str) -> Self {
        Self {
            restricted: restriction(prose),
            // Upstream glues it to the next sentence on some pages.
            experimental: prose.contains("## Experimental:")
                || prose.contains("Experimental: subject to change."),
            calls: calls(prose),
            archive: between(
                prose,
                "Calls the Archive service using the \"",
                "\" archive",
            )
            .or_else(|| between(prose, "Reads the archive `", "`"))
            .map(str::to_owned),
            slow_threshold: between(prose, "NsApiSlow threshold: ", " ms")
                .or_else(|| between(prose, "Expected to take at most ", " ms"))
                .and_then(|number| number.parse().ok()),
            since: since(prose),
        }
    }
}

impl fmt::Display for OperationFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut sentences: Vec<String> = self
            .calls
            .iter()
            .map(|call| format!("Calls the `{}` agent's `{}`.", call.agent, call.service))
            .collect();
        if let Some(archive) = &self.archive {
            sentences.push(format!("Reads the archive `{archive}`."));
        }
        if let Some(restriction) = &self.restricted {
            sentences.push(restriction.to_string());
        }
        if self.experimental {
            sentences.push("Experimental: subject to change.".into());
        }
        if let Some(threshold) = self.slow_threshold {
            sentences.push(format!("Expected to take at most {threshold} ms."));
        }
        if let Some(release) = &self.since {
            sentences.push(since_sentence(release));
        }
        f.write_str(&sentences.join("\n\n"))
    }
}

impl fmt::Display for Restriction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.reason {
            RestrictionReason::OnRequest => {
                "Restricted online: access must be requested for the app."
            }
            RestrictionReason::UserManagement => {
                "Restricted online: partner apps cannot manage users."
            }
            RestrictionReason::OnSiteOnly => "Restricted online: on-site installations only.",
            RestrictionReason::Unspecified => "Restricted online: not available by default.",
        })?;
        match self.audience {
            Some(Audience::ErpIntegration) => f.write_str(" Meant for ERP integration apps."),
            Some(Audience::Internal) => f.write_str(" Meant for SuperOffice's own apps."),
            None => Ok(()),
        }
    }
}

fn restriction(prose: &str) -> Option<Restriction> {
    let upstream = prose.find("## Online Restricted");
    let text = &prose[upstream.or_else(|| prose.find("Restricted online: "))?..];
    let has = |phrases: [&str; 2]| phrases.iter().any(|phrase| text.contains(phrase));
    let reason = if has(["Access must be requested", "access must be requested"]) {
        RestrictionReason::OnRequest
    } else if has([
        "User management is not allowed",
        "partner apps cannot manage users",
    ]) {
        RestrictionReason::UserManagement
    } else if has(["Only used on-site", "on-site installations only"]) {
        RestrictionReason::OnSiteOnly
    } else {
        RestrictionReason::Unspecified
    };
    let audience = if has(["Intended for ERP integration", "Meant for ERP integration"]) {
        Some(Audience::ErpIntegration)
    } else if has([
        "Intended for SuperOffice-internal",
        "Meant for SuperOffice's own",
    ]) {
        Some(Audience::Internal)
    } else {
        None
    };
    Some(Restriction { reason, audience })
}

fn calls(prose: &str) -> Vec<ServiceCall> {
    let mut calls = Vec::new();
    for (at, start) in prose.match_indices("Calls the ") {
        let rest = &prose[at + start.len()..];
        let line = rest.lines().next().unwrap_or_default();
        let call = ours(line).or_else(|| upstream(line));
        calls.extend(call.filter(|call| call.agent != "Archive"));
    }
    calls
}

/// `` `Contact` agent's `SaveContactEntity` ``
fn ours(line: &str) -> Option<ServiceCall> {
    let (agent, rest) = line.strip_prefix('`')?.split_once("` agent's `")?;
    Some(ServiceCall {
        agent: agent.into(),
        service: rest.split_once('`')?.0.into(),
    })
}

/// `Contact agent service SaveContactEntity`, `{SuperOffice.CRM.Services.IContactAgent} service SaveContactEntity`
fn upstream(line: &str) -> Option<ServiceCall> {
    let (agent, rest) = line.split_once(" service ")?;
    let agent = match agent.strip_prefix('{') {
        Some(path) => path
            .trim_end_matches('}')
            .rsplit('.')
            .next()?
            .strip_prefix('I')?
            .strip_suffix("Agent")?,
        None => agent.strip_suffix(" agent")?,
    };
    let service = rest
        .find(|c: char| !c.is_ascii_alphanumeric())
        .map_or(rest, |end| &rest[..end]);
    (!agent.is_empty() && !service.is_empty() && !agent.contains(' ')).then(|| ServiceCall {
        agent: agent.into(),
        service: service.into(),
    })
}
