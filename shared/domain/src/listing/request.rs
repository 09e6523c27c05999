//! What the parameters of a list request ask for.

use std::collections::BTreeMap;

use super::filter::{Checked, Filter, ParseFault, Schema};
use super::{Listing, Order, PageSize, PageSizeFault, PageStart, Position, TokenFault, TokenKey};
use crate::field::Faults;
use crate::moment::Moment;

/// The parameters of every list.
pub const PARAMETERS: [&str; 4] = ["filter", "order_by", "page_size", "page_token"];
/// How long a page token can be used, in seconds: a day.
pub const TOKEN_SECONDS: i64 = 24 * 60 * 60;

/// What is asked of a list.
#[derive(Debug, Clone)]
pub struct ListRequest {
    /// What it is filtered by, as it was written.
    pub filter: Filter,
    /// The filter, checked against the list's fields.
    pub checked: Checked,
    /// What it is ordered by.
    pub order: Order,
    page_size: Option<PageSize>,
    page_token: Option<String>,
}

impl ListRequest {
    /// Reads the parameters of a list that has these fields. Others than [`PARAMETERS`] are not looked at.
    ///
    /// # Errors
    /// What is wrong with which parameter.
    pub fn read(parameters: &BTreeMap<String, String>, schema: &Schema) -> Result<Self, Faults> {
        let given = |name: &str| parameters.get(name).map(String::as_str).filter(|text| !text.trim().is_empty());
        let mut faults = Faults::default();
        let mut note = |name: &str, sentence: String| faults.add(name, sentence);
        let filter = given("filter").unwrap_or_default().parse();
        let filter = filter.map_err(|fault: ParseFault| note("filter", fault.to_string())).ok();
        let checked = filter.as_ref().map(|filter| schema.check(filter)).transpose();
        let checked = checked.map_err(|fault| note("filter", fault.to_string())).ok().flatten();
        let order = Order::parse(given("order_by").unwrap_or_default(), &schema.orderable());
        let order = order.map_err(|fault| note("order_by", fault.to_string())).ok();
        let page_size = given("page_size").map(str::parse).transpose();
        let page_size = page_size.map_err(|fault: PageSizeFault| note("page_size", fault.to_string())).ok();
        match (filter, checked, order, page_size) {
            (Some(filter), Some(checked), Some(order), Some(page_size)) => {
                Ok(Self { filter, checked, order, page_size, page_token: given("page_token").map(str::to_owned) })
            }
            _ => Err(faults),
        }
    }

    /// Where its page begins (`None` for the first), and how many entries it may have.
    ///
    /// # Errors
    /// A page token that is none for this list.
    pub fn start(
        &self,
        key: &TokenKey,
        company: &str,
        collection: &str,
        now: Moment,
    ) -> Result<(Option<Position>, PageSize), Faults> {
        let Some(token) = &self.page_token else { return Ok((None, self.page_size.unwrap_or_default())) };
        let fault = |fault: TokenFault| Faults::at("page_token", fault.to_string());
        let start = key.open(token, &self.listing(company, collection), now).map_err(fault)?;
        let position = Position::from_key(&start.last_key).ok_or_else(|| fault(TokenFault::Foreign))?;
        Ok((Some(position), self.page_size.unwrap_or(start.page_size)))
    }

    /// The token of the page that begins after a position. It can be used for [`TOKEN_SECONDS`].
    ///
    /// # Errors
    /// [`TokenFault::KeyTooLong`].
    pub fn token(
        &self,
        key: &TokenKey,
        company: &str,
        collection: &str,
        (after, page_size): (&Position, PageSize),
        now: Moment,
    ) -> Result<String, TokenFault> {
        let start = PageStart { last_key: after.to_key(), page_size };
        let expires = now.later(TOKEN_SECONDS.saturating_mul(1_000_000));
        key.issue(&self.listing(company, collection), &start, expires)
    }

    fn listing<'request>(&'request self, company: &'request str, collection: &'request str) -> Listing<'request> {
        Listing { company, collection, filter: &self.filter, order: &self.order }
    }
}
