package dev.rolegate.api;

/** How documents write moments and days, as rules of the schema. */
final class Times {
  /** Months, days, hours and so on in their ranges; what a calendar lacks, the other rule finds. */
  static final String MOMENT =
      "self.matches('^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3])"
          + ":[0-5][0-9]:[0-5][0-9](\\\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$')";

  /** Evaluated on what has the form; CEL refuses the thirtieth of February with an error. */
  static final String REAL_MOMENT =
      "!self.matches('^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3])"
          + ":[0-5][0-9]:[0-5][0-9](\\\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$')"
          + " || timestamp(self).getFullYear() > 1999";

  static final String MOMENT_ADVICE =
      "write a moment with its offset from UTC, such as 2026-12-31T18:00:00Z or"
          + " 2026-12-31T18:00:00+01:00";

  static final String DAY = "self.matches('^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$')";

  static final String REAL_DAY =
      "!self.matches('^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$')"
          + " || timestamp(self + 'T00:00:00Z').getFullYear() > 1999";

  static final String DAY_ADVICE = "write a day, such as 2026-01-31";

  static final String DURATION = "self.matches('^[1-9][0-9]{0,4}(s|m|h|d)$')";

  /** To be followed by two examples. */
  static final String DURATION_ADVICE =
      "write a whole number of at most five digits with one unit s, m, h or d, such as ";

  private Times() {}
}
