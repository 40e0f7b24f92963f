package dev.rolegate.guardrail;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words that expressions know beside CEL's own, for the documentation. */
public final class Vocabulary {

  /**
   * A word.
   *
   * @param text as an expression writes it, as {@code rule.opens(port)}
   * @param type of its value
   */
  public record Word(String text, String type, String meaning) {}

  private Vocabulary() {}

  /** Fields and functions of a rule. */
  public static List<Word> rule() {
    return words("rule", RuleWords.STRUCT, RuleWords.CALLS);
  }

  /** Fields and functions of a group. */
  public static List<Word> group() {
    return words("group", GroupWords.STRUCT, GroupWords.CALLS);
  }

  /** Fields of the VPC. */
  public static List<Word> vpc() {
    return words("vpc", VpcView.STRUCT, List.of());
  }

  private static List<Word> words(String name, Struct<?> struct, List<Call> calls) {
    Stream<Word> fields =
        struct.fields().values().stream()
            .map(field -> new Word(name + "." + field.name(), type(field.type()), field.meaning()));
    Stream<Word> functions =
        calls.stream()
            .map(
                call ->
                    new Word(
                        name
                            + "."
                            + call.name()
                            + call.arguments().stream()
                                .map(a -> type(a.type()) + " " + a.name())
                                .collect(Collectors.joining(", ", "(", ")")),
                        type(call.result()),
                        call.meaning()));
    return new ArrayList<>(Stream.concat(fields, functions).toList());
  }

  private static String type(CelType type) {
    if (type instanceof ListType list) {
      return "list(" + type(list.elemType()) + ")";
    }
    if (type instanceof MapType map) {
      return "map(" + type(map.keyType()) + ", " + type(map.valueType()) + ")";
    }
    return type.name().equals("google.protobuf.Timestamp") ? "timestamp" : type.name();
  }
}
