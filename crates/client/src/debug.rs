//! `Debug` of types that hold secrets.

/// Shows the name of a type, and of its fields those that are named here.
macro_rules! debug_without_secrets {
    ($type:ident) => {
        impl std::fmt::Debug for $type {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(stringify!($type))
            }
        }
    };
    ($type:ident $(<$lifetime:lifetime>)? { $($field:ident),+ }) => {
        impl std::fmt::Debug for $type$(<$lifetime>)? {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut output = formatter.debug_struct(stringify!($type));
                $(output.field(stringify!($field), &self.$field);)+
                output.finish_non_exhaustive()
            }
        }
    };
}

pub(crate) use debug_without_secrets;
