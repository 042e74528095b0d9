//! `cargo bench -p acceptance`: how fast the largest types are decoded and encoded, compared with
//! the same structs made by serde's derives.
//!
//! The input is the sample responses, without the spaces of the pages. For information there is
//! also the speed of structs that keep unknown properties as the carriers do, by
//! `#[serde(flatten)]`. Times are CPU time of this process, medians of several runs.
//!
//! The program fails if the structs do not hold the same. It does not fail for being slow.

mod decoders;
mod measure;

use std::collections::BTreeSet;
use std::process::ExitCode;

use acceptance::{Reference, json};
use serde_json::Value;
use xtask::model::{ResponseBody, Type};

use crate::decoders::{Decoder, carriers, derived, flattened};
use crate::measure::{Measurement, decode, measure};

const WHAT: [&str; 2] = ["decode", "encode"];

fn main() -> ExitCode {
    let reference = Reference::read().expect("the reference can be read");
    let mut total = [Measurement::default(), Measurement::default()];
    let mut is_same = true;
    println!("{:32} {}", "", Measurement::HEADINGS);
    for ((carrier, derived), flattened) in carriers().zip(derived()).zip(flattened()) {
        let decoders = [&carrier, &derived, &flattened];
        let samples = samples(&reference, carrier.name);
        assert!(!samples.is_empty(), "no sample of {}", carrier.name);
        is_same &= hold_the_same(decoders, &samples);
        let measured = [
            measure(decoders, &samples, decode),
            measure(decoders, &samples, |decoder, samples, times| {
                (decoder.encode)(samples, times)
            }),
        ];
        for ((measured, total), what) in measured.into_iter().zip(&mut total).zip(WHAT) {
            println!("{:32} {measured}", format!("{} {what}", carrier.name));
            *total += measured;
        }
    }
    for (total, what) in total.iter().zip(WHAT) {
        println!("{:32} {total}", format!("total {what}"));
    }
    if is_same {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The sample responses of a type, those in arrays too, each once.
fn samples(reference: &Reference, name: &str) -> Vec<String> {
    let operations: BTreeSet<&str> = reference
        .api
        .areas
        .iter()
        .flat_map(|area| &area.operations)
        .filter(|operation| match &operation.response {
            ResponseBody::Json(Type::Carrier(ty), _) => **ty == *name,
            ResponseBody::Json(Type::List(ty), _) => {
                matches!(&**ty, Type::Carrier(ty) if **ty == *name)
            }
            _ => false,
        })
        .map(|operation| operation.uid.as_str())
        .collect();
    let samples: BTreeSet<String> = reference
        .pages
        .iter()
        .filter(|page| operations.contains(page.page.front.uid.as_str()))
        .filter_map(|page| json(page, page.page.sample_response.as_ref()))
        .filter_map(|json| serde_json::from_str(json).ok())
        .flat_map(|json| match json {
            Value::Array(elements) => elements,
            json => vec![json],
        })
        .filter(|json| !json.is_null())
        .map(|json| json.to_string())
        .collect();
    samples.into_iter().collect()
}

fn hold_the_same(decoders: [&Decoder; 3], samples: &[String]) -> bool {
    let differs = |sample: &&String| {
        let [carrier, derived, flattened] =
            decoders.map(|decoder| (decoder.round_trip)(sample.as_bytes()));
        carrier != derived || carrier != flattened
    };
    let difference = samples.iter().find(differs);
    if let Some(sample) = difference {
        eprintln!("{} does not hold the same: {sample}", decoders[0].name);
    }
    difference.is_none()
}
