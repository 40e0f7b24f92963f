package dev.rolegate.cli.report;

import dev.rolegate.model.OneLine;

/**
 * Something that was not looked at, so that an answer is without it.
 *
 * @param what a noun, as {@code subnets}
 * @param why a clause
 * @param remedy what to do so that it is looked at, or where else to look; a clause
 */
public record Gap(String what, String why, String remedy) {
  public Gap {
    what = OneLine.of(what);
    why = OneLine.of(why);
    remedy = OneLine.of(remedy);
  }

  /** For people, without an end. */
  public String text() {
    return what + ": " + why + "; " + remedy;
  }
}
