package dev.rolegate.guardrail;

import dev.rolegate.model.Direction;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Permission;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A rule as it is judged, declared or live.
 *
 * @param name of the declared entry; of a live rule that none declares, what its description begins
 *     with, or empty
 * @param purpose why it exists; of a live rule that nothing declares, what its description says
 * @param ruleId empty where it is not known
 * @param addressSet name of the AddressSet that the peer comes from; empty where it does not
 * @param expiresAt empty for a live rule that nothing declares
 * @param peerGroup the declared group that the peer is
 * @param peerRole its role; empty for every other peer
 */
record RuleFacts(
    Direction direction,
    Permission permission,
    String name,
    String purpose,
    String description,
    String ruleId,
    boolean declared,
    boolean live,
    String addressSet,
    Optional<Instant> expiresAt,
    Map<String, String> tags,
    Optional<GroupKey> peerGroup,
    String peerRole) {}
