package dev.rolegate.guardrail;

import java.time.Duration;

/** Bounds of what one guardrail may cost. */
final class Limits {
  /** Characters of an expression: some hundred lines. */
  static final int TEXT = 8_192;

  /** Nodes of its syntax tree. */
  static final int NODES = 2_000;

  /** How deep it nests. */
  static final int DEPTH = 64;

  /**
   * Steps of all loops of one part of an expression in one evaluation: the most rules that EC2 lets
   * a group have (1,000 by family and direction) times some two dozen ports.
   */
  static final int ITERATIONS = 100_000;

  /**
   * Elements that the loops of one guardrail go over in a judging of all groups, each half a
   * microsecond or more: some ten seconds where nothing is remembered. Enough to hold each rule of
   * 2,500 groups of 80 rules against all others of its group.
   */
  static final long CHECK = 20_000_000;

  /** Characters of a text that an evaluation makes. */
  static final int CHARACTERS = 4_096;

  /** Elements of a list that an evaluation makes of two. */
  static final int ELEMENTS = 10_000;

  /** Instructions of a regular expression, which runs in linear time whatever it says. */
  static final int REGEX = 500;

  /** The same by an estimate, which may be much too high, for what is not even read. */
  static final long REGEX_ESTIMATE = 20_000;

  /** How long an answer that reads the clock is good for. */
  static final Duration CLOCK = Duration.ofHours(1);

  private Limits() {}
}
