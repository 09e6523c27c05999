//! A table for the terminal: the first column to the left, numbers to the right.

/// Rows of one length under their titles.
pub(crate) struct TextTable {
    rows: Vec<Vec<String>>,
}

impl TextTable {
    pub(crate) fn new(titles: &[&str]) -> Self {
        Self { rows: vec![titles.iter().map(ToString::to_string).collect()] }
    }

    pub(crate) fn add<const N: usize>(&mut self, row: [String; N]) {
        self.rows.push(row.into());
    }

    pub(crate) fn print(&self) {
        println!("{}", self.text());
    }

    fn text(&self) -> String {
        let widths = self.widths();
        let lines = self.rows.iter().map(|row| line(row, &widths));
        let rule = "-".repeat(widths.iter().map(|width| width.saturating_add(2)).sum::<usize>().saturating_sub(2));
        let mut text = String::new();
        for (index, line) in lines.enumerate() {
            text.push_str(&line);
            text.push('\n');
            if index == 0 {
                text.push_str(&rule);
                text.push('\n');
            }
        }
        text
    }

    fn widths(&self) -> Vec<usize> {
        let mut widths = Vec::new();
        for row in &self.rows {
            widths.resize(widths.len().max(row.len()), 0);
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.chars().count().max(*width);
            }
        }
        widths
    }
}

fn line(row: &[String], widths: &[usize]) -> String {
    let cells = row.iter().zip(widths).enumerate().map(|(column, (cell, &width))| {
        if column == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
    });
    cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::TextTable;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let mut table = TextTable::new(&["operation", "ms"]);
        table.add(["A1".to_owned(), "10.25".to_owned()]);
        assert_eq!(table.text(), "operation     ms\n----------------\nA1         10.25\n");
    }
}
