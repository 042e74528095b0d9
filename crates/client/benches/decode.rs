//! How fast carriers are decoded and encoded, beside the same structs with
//! serde's derives. `cargo bench -p client --bench decode`
//!
//! Both take turns, and the figures are medians, so the ratio holds on a busy
//! machine. More than 1 means that carriers are faster.

use std::{hint::black_box, time::Instant};

use serde::{Serialize, de::DeserializeOwned};

fn main() {
    println!(
        "{:<14}{:>8}  {:>28}  {:>28}",
        "", "", "decode, MB/s", "encode, MB/s"
    );
    println!(
        "{:<14}{:>8}  {:>9}{:>9}{:>10}  {:>9}{:>9}{:>10}",
        "type", "bytes", "carrier", "derive", "ratio", "carrier", "derive", "ratio"
    );
    compare::<carriers::Associate, derives::Associate>("Associate");
    compare::<carriers::Person, derives::Person>("Person");
    compare::<carriers::Contact, derives::Contact>("Contact");
    compare::<carriers::Appointment, derives::Appointment>("Appointment");
    compare::<carriers::Sale, derives::Sale>("Sale");
}

/// Prints one line about a carrier and the equal struct with derives.
fn compare<Carrier, Derive>(name: &str)
where
    Carrier: client::carrier::Value + Sample,
    Derive: Serialize + DeserializeOwned,
{
    let carrier = Carrier::sample();
    let json = client::encode(&carrier);
    let derive: Derive = serde_json::from_slice(&json).unwrap();
    assert_eq!(
        serde_json::to_vec(&derive).unwrap(),
        json,
        "both write the same JSON"
    );

    let decode = in_turns(
        || {
            drop(black_box(
                client::decode::<Carrier>(black_box(&json)).unwrap(),
            ))
        },
        || {
            drop(black_box(
                serde_json::from_slice::<Derive>(black_box(&json)).unwrap(),
            ))
        },
    );
    let encode = in_turns(
        || drop(black_box(client::encode(black_box(&carrier)))),
        || drop(black_box(serde_json::to_vec(black_box(&derive)).unwrap())),
    );
    print!("{name:<14}{:>8}", json.len());
    for (carrier, derive) in [decode, encode] {
        let speed = |seconds: f64| json.len() as f64 / seconds / 1e6;
        print!(
            "  {:>9.0}{:>9.0}{:>10.2}",
            speed(carrier),
            speed(derive),
            derive / carrier
        );
    }
    println!();
}

/// The median seconds of one call of each.
fn in_turns(mut first: impl FnMut(), mut second: impl FnMut()) -> (f64, f64) {
    const ROUNDS: usize = 301;
    let calls = (0.000_5 / seconds(1, &mut second)).ceil() as u32;
    let mut rounds: (Vec<f64>, Vec<f64>) = (0..ROUNDS)
        .map(|_| (seconds(calls, &mut first), seconds(calls, &mut second)))
        .unzip();
    rounds.0.sort_by(f64::total_cmp);
    rounds.1.sort_by(f64::total_cmp);
    (rounds.0[ROUNDS / 2], rounds.1[ROUNDS / 2])
}

/// The mean seconds of one call.
fn seconds(calls: u32, call: &mut impl FnMut()) -> f64 {
    let start = Instant::now();
    for _ in 0..calls {
        call();
    }
    start.elapsed().as_secs_f64() / f64::from(calls)
}

/// A value with everything in it.
trait Sample {
    fn sample() -> Self;
}

macro_rules! samples {
    ($($type:ty: $sample:expr;)*) => {
        $(impl Sample for $type {
            fn sample() -> Self {
                $sample
            }
        })*
    };
}

samples! {
    bool: true;
    i32: 12_345;
    i64: 1_234_567_890_123;
    f64: 1234.5;
    String: "A string of some length".to_owned();
    client::time::DateTime: "2019-12-19T10:44:12Z".parse().unwrap();
}

impl<T: Sample> Sample for Option<T> {
    fn sample() -> Self {
        Some(T::sample())
    }
}

impl<T: Sample> Sample for Vec<T> {
    fn sample() -> Self {
        (0..3).map(|_| T::sample()).collect()
    }
}

impl<T: Sample> Sample for client::carrier::Dictionary<T> {
    fn sample() -> Self {
        (0..20)
            .map(|number| (format!("some_property_{number}"), Some(T::sample())))
            .collect()
    }
}

/// Declares structs twice, in `carriers` and in `derives`.
macro_rules! structs {
    ($($name:ident { $($field:ident: $type:ty = $property:literal,)* })*) => {
        mod carriers {
            use client::carrier::Dictionary;
            use client::time::DateTime;

            $(
                pub(crate) struct $name {
                    $(pub(crate) $field: Option<$type>,)*
                    pub(crate) additional_properties: client::carrier::AdditionalProperties,
                }

                client::carrier!($name { $($field: $property,)* });

                impl super::Sample for $name {
                    fn sample() -> Self {
                        Self { $($field: super::Sample::sample(),)* ..Self::default() }
                    }
                }
            )*
        }

        mod derives {
            use client::carrier::Dictionary;
            use serde::{Deserialize, Serialize};

            type DateTime = String;

            $(
                #[derive(Default, Serialize, Deserialize)]
                #[serde(default)]
                pub(crate) struct $name {
                    $(
                        #[serde(rename = $property, skip_serializing_if = "Option::is_none")]
                        pub(crate) $field: Option<$type>,
                    )*
                }
            )*
        }
    };
}

structs! {
    Right {
        mask: String = "Mask",
        reason: String = "Reason",
    }
    FieldProperty {
        field_right: Right = "FieldRight",
        field_type: String = "FieldType",
        field_length: i32 = "FieldLength",
    }
    Phone {
        value: String = "Value",
        stripped_value: String = "StrippedValue",
        description: String = "Description",
        phone_id: i32 = "PhoneId",
        rank: i32 = "Rank",
    }
    Country {
        country_id: i32 = "CountryId",
        name: String = "Name",
        currency_id: i32 = "CurrencyId",
        english_name: String = "EnglishName",
        two_letter_iso_country: String = "TwoLetterISOCountry",
        dial_in_prefix: String = "DialInPrefix",
        inter_area_prefix: String = "InterAreaPrefix",
        rank: i32 = "Rank",
        tooltip: String = "Tooltip",
        deleted: bool = "Deleted",
    }
    Associate {
        associate_id: i32 = "AssociateId",
        name: String = "Name",
        person_id: i32 = "PersonId",
        rank: i32 = "Rank",
        tooltip: String = "Tooltip",
        kind: String = "Type",
        group_idx: i32 = "GroupIdx",
        full_name: String = "FullName",
        formal_name: String = "FormalName",
        deleted: bool = "Deleted",
        ej_user_id: i32 = "EjUserId",
        user_name: String = "UserName",
    }
    Person {
        person_id: i32 = "PersonId",
        firstname: String = "Firstname",
        lastname: String = "Lastname",
        middle_name: String = "MiddleName",
        mrmrs: String = "Mrmrs",
        title: String = "Title",
        created_date: DateTime = "CreatedDate",
        updated_date: DateTime = "UpdatedDate",
        birth_date: DateTime = "BirthDate",
        retired: bool = "Retired",
        rank: i32 = "Rank",
        country: Country = "Country",
        created_by: Associate = "CreatedBy",
        updated_by: Associate = "UpdatedBy",
        emails: Vec<Phone> = "Emails",
        phones: Vec<Phone> = "Phones",
        table_right: Right = "TableRight",
        field_properties: Dictionary<FieldProperty> = "FieldProperties",
    }
    Contact {
        contact_id: i32 = "ContactId",
        name: String = "Name",
        department: String = "Department",
        org_nr: String = "OrgNr",
        number: String = "Number1",
        updated_date: DateTime = "UpdatedDate",
        created_date: DateTime = "CreatedDate",
        xstop: bool = "Xstop",
        no_mailings: bool = "NoMailings",
        active_erp_links: i32 = "ActiveErpLinks",
        balance: f64 = "Balance",
        associate: Associate = "Associate",
        created_by: Associate = "CreatedBy",
        country: Country = "Country",
        persons: Vec<Person> = "Persons",
        phones: Vec<Phone> = "Phones",
        custom_fields: Dictionary<String> = "CustomFields",
        table_right: Right = "TableRight",
        field_properties: Dictionary<FieldProperty> = "FieldProperties",
    }
    Appointment {
        appointment_id: i32 = "AppointmentId",
        description: String = "Description",
        start_date: DateTime = "StartDate",
        end_date: DateTime = "EndDate",
        alarm: i64 = "Alarm",
        all_day: bool = "IsAllDay",
        private: bool = "Private",
        location: String = "Location",
        agenda: String = "Agenda",
        completed: bool = "Completed",
        mother_id: i32 = "MotherId",
        lag_time: f64 = "LagTime",
        participants: Vec<i32> = "Participants",
        associate: Associate = "Associate",
        created_by: Associate = "CreatedBy",
        person: Person = "Person",
    }
    Sale {
        sale_id: i32 = "SaleId",
        heading: String = "Heading",
        amount: f64 = "Amount",
        probability: i32 = "Probability",
        earning: f64 = "Earning",
        earning_percent: f64 = "EarningPercent",
        sale_date: DateTime = "Saledate",
        next_due_date: DateTime = "NextDueDate",
        completed: bool = "Completed",
        number: String = "Number",
        contact: Contact = "Contact",
        person: Person = "Person",
        associate: Associate = "Associate",
        appointments: Vec<Appointment> = "Appointments",
    }
}
