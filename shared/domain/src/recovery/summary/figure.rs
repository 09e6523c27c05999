//! The figures that are kept of a company and month, each by a short code: what is written with every change of a case should be small.

use crate::recovery::action::ActionType;
use crate::recovery::bucket::Bucket;
use crate::recovery::execution::Outcome;
use crate::recovery::severity::Severity;

/// How many, or how much in the company's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// How many.
    Count,
    /// How much.
    Amount,
}

/// What became, in a month, of a loan that was in default when it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Movement {
    /// It is in a worse bucket.
    Worse,
    /// It is in a better one, and still in default.
    Better,
    /// It is in no default any more.
    Resolved,
    /// It was written off.
    WrittenOff,
}

/// What became of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Promised {
    /// It was made.
    Made,
    /// It was kept.
    Kept,
    /// It was broken.
    Broken,
}

/// What became of an action whose time had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Executed {
    /// It went out.
    Sent,
    /// It was refused.
    Suppressed,
}

/// A figure of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Figure {
    /// What came to stand in default, less what does not any more. All months together are what stands.
    Standing(Severity, Bucket, Unit),
    /// What stood in a bucket when the month began and has moved since. The amount is what was overdue then.
    Moved(Bucket, Movement, Unit),
    /// What came back of loans in default.
    Recovered,
    /// What of that came while a promise was open.
    RecoveredByPromise,
    /// Promises.
    Promises(Promised, Unit),
    /// Actions of a type.
    Actions(Executed, ActionType),
}

impl Unit {
    const ALL: [(char, Self); 2] = [('n', Self::Count), ('a', Self::Amount)];
}

impl Movement {
    const ALL: [(char, Self); 4] =
        [('w', Self::Worse), ('b', Self::Better), ('r', Self::Resolved), ('x', Self::WrittenOff)];
}

impl Promised {
    const ALL: [(char, Self); 3] = [('m', Self::Made), ('k', Self::Kept), ('b', Self::Broken)];
}

impl Executed {
    const ALL: [(char, Self); 2] = [('s', Self::Sent), ('u', Self::Suppressed)];
}

/// A character for each, so that what is stored does not hang on an order.
const SEVERITIES: [(char, Severity); 4] =
    [('l', Severity::Low), ('m', Severity::Medium), ('h', Severity::High), ('c', Severity::Critical)];

const BUCKETS: [(char, Bucket); 7] = [
    ('1', Bucket::To30),
    ('2', Bucket::To60),
    ('3', Bucket::To90),
    ('4', Bucket::To120),
    ('5', Bucket::To150),
    ('6', Bucket::To180),
    ('7', Bucket::Over180),
];

const ACTIONS: [(char, ActionType); 7] = [
    ('s', ActionType::Sms),
    ('v', ActionType::Voice),
    ('e', ActionType::Email),
    ('w', ActionType::Whatsapp),
    ('n', ActionType::Notice),
    ('f', ActionType::FieldVisit),
    ('x', ActionType::Escalation),
];

impl Figure {
    /// What it is stored under.
    pub fn code(self) -> String {
        match self {
            Self::Standing(severity, bucket, unit) => {
                format!("o{}{}{}", sign(&SEVERITIES, severity), sign(&BUCKETS, bucket), sign(&Unit::ALL, unit))
            }
            Self::Moved(bucket, movement, unit) => {
                format!("m{}{}{}", sign(&BUCKETS, bucket), sign(&Movement::ALL, movement), sign(&Unit::ALL, unit))
            }
            Self::Recovered => "r".to_owned(),
            Self::RecoveredByPromise => "rp".to_owned(),
            Self::Promises(became, unit) => format!("p{}{}", sign(&Promised::ALL, became), sign(&Unit::ALL, unit)),
            Self::Actions(became, kind) => format!("a{}{}", sign(&Executed::ALL, became), sign(&ACTIONS, kind)),
        }
    }

    /// The figure of a code; `None` where it is of none.
    pub fn from_code(code: &str) -> Option<Self> {
        let signs: Vec<char> = code.chars().collect();
        match *signs.as_slice() {
            ['o', severity, bucket, unit] => {
                Some(Self::Standing(of(&SEVERITIES, severity)?, of(&BUCKETS, bucket)?, of(&Unit::ALL, unit)?))
            }
            ['m', bucket, movement, unit] => {
                Some(Self::Moved(of(&BUCKETS, bucket)?, of(&Movement::ALL, movement)?, of(&Unit::ALL, unit)?))
            }
            ['r'] => Some(Self::Recovered),
            ['r', 'p'] => Some(Self::RecoveredByPromise),
            ['p', became, unit] => Some(Self::Promises(of(&Promised::ALL, became)?, of(&Unit::ALL, unit)?)),
            ['a', became, kind] => Some(Self::Actions(of(&Executed::ALL, became)?, of(&ACTIONS, kind)?)),
            _ => None,
        }
    }

    /// The figure that an execution of an action of a type counts in, if in any.
    pub fn executed(outcome: Outcome, kind: ActionType) -> Option<Self> {
        match outcome {
            Outcome::Sent => Some(Self::Actions(Executed::Sent, kind)),
            Outcome::Suppressed => Some(Self::Actions(Executed::Suppressed, kind)),
            Outcome::Postponed | Outcome::Failed | Outcome::Cancelled => None,
        }
    }

    /// Whether it goes on standing in later months.
    pub fn is_standing(self) -> bool {
        matches!(self, Self::Standing(..))
    }
}

fn sign<T: Copy + PartialEq>(signs: &[(char, T)], value: T) -> char {
    // Each table names every value, which a test holds.
    signs.iter().find(|(_, known)| *known == value).map_or('?', |(sign, _)| *sign)
}

fn of<T: Copy>(signs: &[(char, T)], sign: char) -> Option<T> {
    signs.iter().find(|(known, _)| *known == sign).map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn all() -> Vec<Figure> {
        let mut all = vec![Figure::Recovered, Figure::RecoveredByPromise];
        for (_, unit) in Unit::ALL {
            for bucket in Bucket::ALL {
                all.extend(Severity::ALL.map(|severity| Figure::Standing(severity, bucket, unit)));
                all.extend(Movement::ALL.map(|(_, movement)| Figure::Moved(bucket, movement, unit)));
            }
            all.extend(Promised::ALL.map(|(_, became)| Figure::Promises(became, unit)));
        }
        for (_, became) in Executed::ALL {
            all.extend(ActionType::ALL.map(|kind| Figure::Actions(became, kind)));
        }
        all
    }

    #[test]
    fn every_figure_has_a_code_of_its_own() {
        let codes: BTreeSet<String> = all().into_iter().map(Figure::code).collect();
        assert_eq!(codes.len(), all().len());
        for figure in all() {
            assert_eq!(Figure::from_code(&figure.code()), Some(figure));
        }
        for code in ["", "pk", "sk", "o", "ol1", "ol1nn", "o?1n", "rq"] {
            assert_eq!(Figure::from_code(code), None, "{code}");
        }
    }
}
