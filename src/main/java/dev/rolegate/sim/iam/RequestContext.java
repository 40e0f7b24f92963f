package dev.rolegate.sim.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a request says of itself in one check: the condition keys and their values. Two tags whose
 * keys differ in case alone are one key with both values [I].
 */
public final class RequestContext {
  private final Map<String, List<String>> values = new TreeMap<>();

  public RequestContext with(String key, String value) {
    values.computeIfAbsent(ConditionKeys.canonical(key), absent -> new ArrayList<>()).add(value);
    return this;
  }

  /** {@code aws:RequestTag/…} for each tag of the request, and {@code aws:TagKeys}. */
  public RequestContext withRequestTags(Map<String, String> tags) {
    tags.forEach(
        (key, value) -> {
          with("aws:RequestTag/" + key, value);
          with("aws:TagKeys", key);
        });
    return this;
  }

  /** {@code aws:ResourceTag/…} and {@code ec2:ResourceTag/…} for each tag of the resource. */
  public RequestContext withResourceTags(Map<String, String> tags) {
    tags.forEach(
        (key, value) -> {
          with("aws:ResourceTag/" + key, value);
          with("ec2:ResourceTag/" + key, value);
        });
    return this;
  }

  List<String> values(String canonicalKey) {
    return values.getOrDefault(canonicalKey, List.of());
  }
}
