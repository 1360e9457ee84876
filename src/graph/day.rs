//! Calendar days, and the weeks, months and years that hold them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A calendar day, counted from 1970-01-01. Written as `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(i32);

/// How long a slice of time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Period {
    /// One day.
    #[default]
    Day,
    /// From Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

impl Day {
    /// The day of a date.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let made = Self(days_from_civil(year, month, day));
        (made.civil() == (year, month, day)).then_some(made)
    }

    /// The day that a `YYYY-MM-DD…` text starts with: an RFC 3339 date or date-time, taken as it
    /// stands, in its own time zone. None where it starts with no such day.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let date = text.get(..10)?;
        if !text.get(10..11).is_none_or(|next| matches!(next, "T" | "t" | " ")) {
            return None;
        }
        let mut parts = date.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if parts.next().is_some() || ![year, month, day].into_iter().all(digits) {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// The first day of the period that holds this day.
    #[must_use]
    pub fn start_of(self, period: Period) -> Self {
        let (year, month, _) = self.civil();
        match period {
            Period::Day => self,
            // 1970-01-01 was a Thursday.
            Period::Week => Self(self.0 - (self.0 + 3).rem_euclid(7)),
            Period::Month => Self(days_from_civil(year, month, 1)),
            Period::Year => Self(days_from_civil(year, 1, 1)),
        }
    }

    /// The last day of the period that holds this day.
    #[must_use]
    pub fn end_of(self, period: Period) -> Self {
        let start = self.start_of(period);
        let (year, month, _) = start.civil();
        match period {
            Period::Day => start,
            Period::Week => Self(start.0 + 6),
            Period::Month if month == 12 => Self(days_from_civil(year + 1, 1, 1) - 1),
            Period::Month => Self(days_from_civil(year, month + 1, 1) - 1),
            Period::Year => Self(days_from_civil(year + 1, 1, 1) - 1),
        }
    }

    /// Days from `earlier` to this day.
    pub fn days_since(self, earlier: Day) -> i32 {
        self.0 - earlier.0
    }

    /// Year, month, day (Hinnant, “chrono-Compatible Low-Level Date Algorithms”).
    fn civil(self) -> (i32, u32, u32) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let of_era = z.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        (year + era * 400 + i32::from(month <= 2), month.unsigned_abs(), day.unsigned_abs())
    }
}

fn days_from_civil(year: i32, month: u32, day: u32) -> i32 {
    let (month, day) = (month.cast_signed(), day.cast_signed());
    let year = year - i32::from(month <= 2);
    let of_era = year.rem_euclid(400);
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * shifted + 2) / 5 + day - 1;
    year.div_euclid(400) * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl TryFrom<String> for Day {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("“{text}” is no date; write YYYY-MM-DD"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect(text)
    }

    #[test]
    fn dates_go_there_and_back() {
        for text in ["1970-01-01", "2000-02-29", "1999-12-31", "2026-11-20", "0001-01-01"] {
            assert_eq!(day(text).to_string(), text);
        }
        assert_eq!(day("2026-11-20T23:59:00+02:00").to_string(), "2026-11-20");
        assert_eq!(day("2000-03-01").days_since(day("2000-02-28")), 2);
        assert_eq!(day("1970-01-02").days_since(day("1970-01-01")), 1);
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in
            ["", "2026", "2026-02-30", "2026-13-01", "20 May 2026", "2026-05-011", "２０２６-05-01"]
        {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn periods_hold_their_day() {
        let friday = day("2026-11-20");
        let ends = |p| (friday.start_of(p).to_string(), friday.end_of(p).to_string());
        assert_eq!(ends(Period::Week), ("2026-11-16".into(), "2026-11-22".into()));
        assert_eq!(ends(Period::Month), ("2026-11-01".into(), "2026-11-30".into()));
        assert_eq!(ends(Period::Year), ("2026-01-01".into(), "2026-12-31".into()));
        assert_eq!(day("2024-12-05").end_of(Period::Month).to_string(), "2024-12-31");
        assert_eq!(day("1969-12-31").start_of(Period::Week).to_string(), "1969-12-29");
    }
}
