//! JSON that need not be valid, and what is done to it.

use std::fmt;

use proptest::sample::Index;
use serde_json::Value;

/// JSON that need not be valid: keys and scalars are text as it is sent, and a key may be there twice.
#[derive(Clone)]
pub enum Node {
    Raw(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl From<&Value> for Node {
    fn from(value: &Value) -> Self {
        match value {
            Value::Array(list) => Self::List(list.iter().map(Self::from).collect()),
            Value::Object(members) => {
                Self::Object(members.iter().map(|(key, value)| (quoted(key), Self::from(value))).collect())
            }
            scalar => Self::Raw(scalar.to_string()),
        }
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Raw(text) => f.write_str(text),
            Self::List(list) => {
                let list: Vec<_> = list.iter().map(Self::to_string).collect();
                write!(f, "[{}]", list.join(","))
            }
            Self::Object(members) => {
                let members: Vec<_> = members.iter().map(|(key, value)| format!("{key}:{value}")).collect();
                write!(f, "{{{}}}", members.join(","))
            }
        }
    }
}

impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

pub fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

impl Node {
    pub fn count(&self) -> usize {
        1 + match self {
            Self::Raw(_) => 0,
            Self::List(list) => list.iter().map(Self::count).sum(),
            Self::Object(members) => members.iter().map(|(_, value)| value.count()).sum(),
        }
    }

    /// The node of that number, counted from the root.
    pub fn nth(&mut self, number: usize) -> Option<&mut Self> {
        let mut left = number;
        self.find(&mut left)
    }

    fn find(&mut self, left: &mut usize) -> Option<&mut Self> {
        if *left == 0 {
            return Some(self);
        }
        *left -= 1;
        match self {
            Self::Raw(_) => None,
            Self::List(list) => list.iter_mut().find_map(|node| node.find(left)),
            Self::Object(members) => members.iter_mut().find_map(|(_, node)| node.find(left)),
        }
    }
}

/// What is done to a good body at a random place.
#[derive(Clone, Debug)]
pub enum Mutation {
    Replace(Node),
    /// One of the entries there goes.
    Remove(Index),
    /// A member or an entry comes, in front or at the end.
    Add(String, Node, bool),
    /// One of the entries there comes once more.
    Repeat(Index),
}

impl Mutation {
    pub fn apply(self, node: &mut Node) {
        match (self, node) {
            (Self::Replace(other), node) => *node = other,
            (Self::Remove(at), Node::List(list)) if !list.is_empty() => drop(list.remove(at.index(list.len()))),
            (Self::Remove(at), Node::Object(members)) if !members.is_empty() => {
                members.remove(at.index(members.len()));
            }
            (Self::Add(_, other, in_front), Node::List(list)) => {
                list.insert(if in_front { 0 } else { list.len() }, other);
            }
            (Self::Add(key, other, in_front), Node::Object(members)) => {
                members.insert(if in_front { 0 } else { members.len() }, (key, other));
            }
            (Self::Repeat(at), Node::List(list)) if !list.is_empty() => list.push(list[at.index(list.len())].clone()),
            (Self::Repeat(at), Node::Object(members)) if !members.is_empty() => {
                members.push(members[at.index(members.len())].clone());
            }
            _ => {}
        }
    }
}
