//! A report of open sales, printed as a table: the service filters and sorts, the rows come as a
//! struct of one's own, and the sum is weighted by how likely each sale is.
//!
//! `cargo run -p examples --example open_sales`

use bindings::client::collection::column;
use bindings::client::time::DateTime;
use bindings::rest::sale;
use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{Cell, CellAlignment, Table};
use mock::MockServer;
use serde::Deserialize;

/// A row. Its fields are the columns that are selected.
#[derive(Deserialize)]
struct OpenSale {
    heading: String,
    #[serde(rename = "contact/name")]
    company: Option<String>,
    #[serde(rename = "saledate")]
    date: DateTime,
    amount: f64,
    /// In percent.
    probability: i32,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockServer::start().await?;
    let client = server.client();

    let request = sale::get_all()
        .filter(column("status").eq("Open"))
        .order_by(["saledate"]);
    let sales: Vec<OpenSale> = request.rows_of(&client).all().await?;

    let mut table = Table::new();
    table
        .load_style(UTF8_FULL_CONDENSED)
        .set_header(["Date", "Sale", "Company", "Amount", "%", "Weighted"]);
    for sale in &sales {
        table.add_row([
            Cell::new(sale.date.to_date()?),
            Cell::new(&sale.heading),
            Cell::new(sale.company.as_deref().unwrap_or("–")),
            number(sale.amount),
            number(f64::from(sale.probability)),
            number(sale.weighted()),
        ]);
    }
    let amount: f64 = sales.iter().map(|sale| sale.amount).sum();
    let weighted: f64 = sales.iter().map(OpenSale::weighted).sum();
    let empty = || Cell::new("");
    table.add_row([
        empty(),
        Cell::new("Sum"),
        empty(),
        number(amount),
        empty(),
        number(weighted),
    ]);
    println!("{table}");

    if sales.len() != 2 || (amount, weighted) != (216_500.0, 111_800.0) {
        return Err(format!("the stand-in has other open sales: {amount}, {weighted}").into());
    }
    Ok(())
}

impl OpenSale {
    fn weighted(&self) -> f64 {
        self.amount * f64::from(self.probability) / 100.0
    }
}

fn number(value: f64) -> Cell {
    Cell::new(format!("{value:.0}")).set_alignment(CellAlignment::Right)
}
