//! A program that uses all of the garden, and names the types that it gets.

use bindings::agents::garden::{self, PlantRequest};
use bindings::client::request::{Plain, Selectable};
use bindings::client::time::DateTime;
use bindings::client::Request;
use bindings::rest::tree::{self, GetTreeQuery, PruneQuery};
use bindings::types::{Bed, Crop, Light, Marks, Plant, Season, Tree};

pub fn requests(until: DateTime) {
    let _: Request<Plant> = garden::plant(&PlantRequest {
        name: Some("text".to_owned()),
        depth: Some(1_i32),
        until: Some(until),
        ..Default::default()
    });
    let _: Request<Option<Plant>> = garden::get_plant(1_i32);
    let _: Request<()> = garden::dig();
    let _: Request<()> = garden::rake();
    let tree: Request<Tree, Selectable, GetTreeQuery> = tree::get_tree(1_i32);
    let _ = tree.with(|query| query.depth(1).light(&Light::Shade));
    let _: Request<Tree> = tree::save_tree(1_i32, &Tree::default());
    let prune: Request<(), Plain, PruneQuery> = tree::prune(1_i32);
    let _ = prune.with(|query| query.height(1_i32).saw("text"));
    let _: Request<()> = tree::pick(1_i32, 2_i32, 3_i64);
    let _: Request<Vec<String>> = tree::names();
    let _: Request<i32> = tree::count();
}

pub fn properties(plant: Plant) -> (Option<i32>, Option<String>, Option<DateTime>) {
    let bed: Option<Bed> = plant.bed;
    let _: Option<String> = bed.and_then(|bed| bed.soil);
    let _: Option<Vec<Marks>> = plant.marks;
    let crops: Option<Vec<Crop>> = plant.crops;
    let _: Option<i32> = crops.and_then(|crops| crops.first()?.weight);
    (plant.plant_id, plant.label, plant.sown)
}

pub fn members(tree: Tree) -> (bool, Marks, Option<i32>) {
    let is_autumn = matches!(tree.season, Some(Season::Autumn));
    (is_autumn, Marks::RARE | Marks::OLD, tree.height)
}
