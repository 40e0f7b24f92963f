package dev.rolegate.operator.orphan;

import dev.rolegate.api.OrphanAction;
import java.time.Duration;

/**
 * What the ManagedVpc lets happen to orphans.
 *
 * @param enforces false in mode Observe, where steps are planned and not carried out
 * @param room how many more groups may be quarantined within this hour
 */
public record Policy(
    OrphanAction action,
    Duration gracePeriod,
    Duration quarantinePeriod,
    boolean acceptUncovered,
    boolean enforces,
    int room) {}
