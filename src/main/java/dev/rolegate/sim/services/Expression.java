package dev.rolegate.sim.services;

import dev.rolegate.sim.wire.Ec2Error;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An advanced query of AWS Config: SELECT with fields or {@code *}, and WHERE with {@code =},
 * {@code <>}, {@code IN}, {@code LIKE}, {@code AND}, {@code OR}, {@code NOT} and parentheses.
 * Aggregation and order, which AWS has too, are refused.
 *
 * @param fields what is selected
 * @param matches whether a configuration item is
 */
record Expression(List<String> fields, Predicate<Map<String, Object>> matches) {
  /** What {@code *} stands for [D]. */
  private static final List<String> EVERY =
      List.of("accountId", "awsRegion", "arn", "resourceId", "resourceName", "resourceType");

  private static final Pattern TOKEN =
      Pattern.compile("\\s*('(?:[^']|'')*'|[\\w.:/-]+|<>|!=|[=(),*])");

  /**
   * @throws Ec2Error InvalidExpressionException if it is no query, or one that is not simulated
   */
  static Expression parse(String text) {
    return new Parser(text).expression();
  }

  private static final class Parser {
    private final List<String> tokens = new ArrayList<>();
    private int at;

    private Parser(String text) {
      String query = text.strip().replaceFirst(";$", "");
      Matcher token = TOKEN.matcher(query);
      int end = 0;
      while (end < query.length()) {
        if (!token.find(end) || token.start() != end) {
          throw wrong(query.substring(end));
        }
        tokens.add(token.group(1));
        end = token.end();
      }
    }

    private Expression expression() {
      expect("SELECT");
      List<String> fields = new ArrayList<>();
      do {
        fields.addAll(takes("*") ? EVERY : List.of(field()));
      } while (takes(","));
      Predicate<Map<String, Object>> matches = takes("WHERE") ? either() : item -> true;
      if (at < tokens.size()) {
        throw wrong(tokens.get(at));
      }
      return new Expression(fields, matches);
    }

    private Predicate<Map<String, Object>> either() {
      Predicate<Map<String, Object>> left = both();
      while (takes("OR")) {
        left = left.or(both());
      }
      return left;
    }

    private Predicate<Map<String, Object>> both() {
      Predicate<Map<String, Object>> left = single();
      while (takes("AND")) {
        left = left.and(single());
      }
      return left;
    }

    private Predicate<Map<String, Object>> single() {
      if (takes("NOT")) {
        return single().negate();
      }
      if (takes("(")) {
        Predicate<Map<String, Object>> inner = either();
        expect(")");
        return inner;
      }
      String field = field();
      boolean not = takes("NOT");
      Predicate<String> value = value();
      Predicate<Map<String, Object>> matches =
          item -> Fields.values(item, field).stream().anyMatch(value);
      return not ? matches.negate() : matches;
    }

    private Predicate<String> value() {
      if (takes("=")) {
        return literal()::equals;
      }
      if (takes("<>") || takes("!=")) {
        return Predicate.not(literal()::equals);
      }
      if (takes("LIKE")) {
        String pattern = literal();
        String regex = Pattern.quote(pattern).replace("%", "\\E.*\\Q").replace("_", "\\E.\\Q");
        return Pattern.compile(regex, Pattern.DOTALL).asMatchPredicate();
      }
      expect("IN");
      expect("(");
      List<String> values = new ArrayList<>();
      do {
        values.add(literal());
      } while (takes(","));
      expect(")");
      return values::contains;
    }

    private String field() {
      String token = next();
      if (!token.matches("[A-Za-z][\\w.:/-]*") || peek().equals("(")) {
        throw wrong(token);
      }
      return token;
    }

    private String literal() {
      String token = next();
      if (token.startsWith("'")) {
        return token.substring(1, token.length() - 1).replace("''", "'");
      }
      if (!token.matches("true|false|-?\\d+(\\.\\d+)?")) {
        throw wrong(token);
      }
      return token;
    }

    private boolean takes(String token) {
      boolean there = peek().toUpperCase(Locale.ROOT).equals(token);
      at += there ? 1 : 0;
      return there;
    }

    private void expect(String token) {
      if (!takes(token)) {
        throw wrong(peek());
      }
    }

    private String next() {
      if (at == tokens.size()) {
        throw wrong("");
      }
      return tokens.get(at++);
    }

    private String peek() {
      return at < tokens.size() ? tokens.get(at) : "";
    }

    private static Ec2Error wrong(String where) {
      return Ec2Error.client(
          "InvalidExpressionException",
          where.isEmpty()
              ? "The query ends too early."
              : "The query cannot be read, or is not simulated, at '" + where + "'.");
    }
  }
}
