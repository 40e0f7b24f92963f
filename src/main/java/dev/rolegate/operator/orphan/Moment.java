package dev.rolegate.operator.orphan;

import java.time.Instant;

/**
 * All that a decision about an orphan rests on.
 *
 * @param orphan as its object says
 * @param seen what the check saw
 * @param policy what the ManagedVpc allows
 */
record Moment(Orphan orphan, Sighting seen, Policy policy, Instant now) {}
