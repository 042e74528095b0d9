//! Programs that show how to use the bindings, in `examples`: `cargo run -p examples --example open_sales`.
//!
//! Each starts the stand-in for the service, so none needs an account, and each ends with an error
//! if what it shows does not come out.
