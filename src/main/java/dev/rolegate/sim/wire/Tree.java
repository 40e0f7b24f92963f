package dev.rolegate.sim.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * An answer as names and values, in their order: text, numbers, booleans, lists, further trees. It
 * is written as JSON, or as XML, where a protocol has its own name for what is in a list.
 */
public final class Tree implements Consumer<Xml> {
  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, Object> members = new LinkedHashMap<>();
  private UnaryOperator<String> itemName = list -> "member";

  /**
   * @param pairs names and their values in turn; an empty {@link Optional} leaves its name out
   */
  public static Tree of(Object... pairs) {
    Tree tree = new Tree();
    for (int i = 0; i < pairs.length; i += 2) {
      tree.and((String) pairs[i], pairs[i + 1]);
    }
    return tree;
  }

  public Tree and(String name, Object value) {
    if (value instanceof Optional<?> optional) {
      optional.ifPresent(present -> members.put(name, present));
    } else {
      members.put(name, value);
    }
    return this;
  }

  /** Adds members, in place of those of the same names. */
  public Tree and(Map<String, ?> more) {
    members.putAll(more);
    return this;
  }

  /**
   * @param names gives the element's name for what is in a list, by the list's name; {@code member}
   *     unless this is called
   */
  public Tree items(UnaryOperator<String> names) {
    itemName = names;
    return this;
  }

  public String toJson() {
    try {
      return JSON.writeValueAsString(plain(this));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the JSON answer", e);
    }
  }

  /** As maps, lists and scalars. */
  public Map<String, Object> toMap() {
    Map<String, Object> all = new LinkedHashMap<>();
    members.forEach((name, value) -> all.put(name, plain(value)));
    return all;
  }

  private static Object plain(Object value) {
    if (value instanceof Tree tree) {
      return tree.toMap();
    }
    return value instanceof List<?> list ? list.stream().map(Tree::plain).toList() : value;
  }

  @Override
  public void accept(Xml xml) {
    toMap().forEach((name, value) -> write(xml, name, value));
  }

  private void write(Xml xml, String name, Object value) {
    if (value instanceof Map<?, ?> map) {
      xml.struct(name, inner -> map.forEach((key, one) -> write(inner, String.valueOf(key), one)));
    } else if (value instanceof List<?> list) {
      xml.struct(name, inner -> list.forEach(one -> write(inner, itemName.apply(name), one)));
    } else {
      xml.element(name, value);
    }
  }
}
