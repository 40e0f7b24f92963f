package dev.rolegate.guardrail;

import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Review;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A group as it is judged, with either its documented or its live rules.
 *
 * @param key empty for a group that no document names
 * @param groupId empty for a declared group that is not live
 * @param role empty for a group that no document names
 * @param exposure {@code Internal}, {@code Public}, or empty for a group that no document names
 * @param sprawl what the last look at sprawl said of it: text by kind, empty for nothing; kinds
 *     that were not looked for are missing
 */
record GroupFacts(
    Finding.State state,
    Optional<GroupKey> key,
    String groupId,
    String name,
    String description,
    String role,
    String owner,
    String purpose,
    String exposure,
    Map<String, String> tags,
    Optional<Review> review,
    Map<String, String> sprawl,
    List<RuleFacts> rules) {}
