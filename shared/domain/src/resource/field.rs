//! One field of a resource.

/// Longest name or identifier, in characters.
pub const NAME_CHARS_MAX: usize = 100;
/// Longest free text, in characters.
pub const TEXT_CHARS_MAX: usize = 2_000;

/// Who says what a field's value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The caller.
    Caller,
    /// The system: a body may at most repeat it.
    System,
    /// The caller, but another table reads it.
    Elsewhere,
}

/// The type of a field's value.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// An identifier: text of 1 to 100 characters without control characters.
    Id,
    /// Text of at most 100 characters, in one line.
    Name,
    /// Free text of at most 2,000 characters.
    Text,
    /// An amount from 0 up, a decimal in a string; a number is taken too. It is kept as a string.
    Amount,
    /// From 0 to 100.
    Percentage,
    /// A whole number within bounds, both included.
    Count(u32, u32),
    /// A moment, RFC 3339.
    Time,
    /// `true` or `false`.
    Bool,
    /// One of these texts.
    Choice(&'static [&'static str]),
    /// A list of these texts, each once.
    Choices(&'static [&'static str]),
    /// An object.
    Object(&'static [Field]),
    /// A list of objects, with the most that it may have. It is replaced as a whole.
    List(&'static [Field], usize),
}

/// One field of a resource.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its key.
    pub key: &'static str,
    /// The type of its value.
    pub kind: Kind,
    /// Who says what its value is.
    pub owner: Owner,
    /// It must be there in a body that creates the resource, or the object that it belongs to.
    pub required: bool,
    /// What it means, for the published schema.
    pub about: &'static str,
}

impl Field {
    /// A field of the caller's.
    pub const fn new(key: &'static str, kind: Kind, about: &'static str) -> Self {
        Self { key, kind, owner: Owner::Caller, required: false, about }
    }

    /// A field that the system computes.
    pub const fn computed(key: &'static str, kind: Kind, about: &'static str) -> Self {
        Self { owner: Owner::System, ..Self::new(key, kind, about) }
    }

    /// A field that is read by another table.
    pub const fn elsewhere(key: &'static str, kind: Kind, about: &'static str) -> Self {
        Self { owner: Owner::Elsewhere, ..Self::new(key, kind, about) }
    }

    /// The same, required.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }
}
