//! ISO 4217: the codes in use, by how many decimals their minor unit has. Metals, units of account without a minor unit
//! and test codes are none that a loan is in.

const WITHOUT_DECIMALS: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";

const TWO_DECIMALS: &str = "\
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY \
    COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS \
    INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR \
    MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP \
    STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";

const THREE_DECIMALS: &str = "BHD IQD JOD KWD LYD OMR TND";

const FOUR_DECIMALS: &str = "CLF UYW";

/// How many decimals amounts of a currency have; `None` for a code that is not in use. Codes are upper case.
pub fn minor_digits(code: &str) -> Option<u32> {
    let by_digits = [(0, WITHOUT_DECIMALS), (2, TWO_DECIMALS), (3, THREE_DECIMALS), (4, FOUR_DECIMALS)];
    let found = by_digits.into_iter().find(|(_, codes)| codes.split_ascii_whitespace().any(|known| known == code));
    found.map(|(digits, _)| digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn currencies_have_the_decimals_of_the_standard() {
        let expected = [("INR", 2), ("USD", 2), ("EUR", 2), ("JPY", 0), ("KRW", 0), ("KWD", 3), ("TND", 3), ("CLF", 4)];
        for (code, digits) in expected {
            assert_eq!(minor_digits(code), Some(digits), "{code}");
        }
    }

    #[test]
    fn what_is_no_currency_in_use_has_none() {
        for code in ["", " ", "inr", "RS", "HRK", "BGN", "XAU", "XXX", "INR USD"] {
            assert_eq!(minor_digits(code), None, "{code:?}");
        }
    }

    #[test]
    fn every_code_is_there_once() {
        let all = [WITHOUT_DECIMALS, TWO_DECIMALS, THREE_DECIMALS, FOUR_DECIMALS].join(" ");
        let codes: Vec<_> = all.split_ascii_whitespace().collect();
        let distinct: std::collections::BTreeSet<_> = codes.iter().collect();
        assert_eq!(distinct.len(), codes.len());
        assert!(codes.iter().all(|code| code.len() == 3));
    }
}
