//! Lending editions: loans, credit lines, payments.
