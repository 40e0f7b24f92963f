package dev.rolegate.docs;

import dev.rolegate.guardrail.Vocabulary;
import java.util.List;

/** The words of guardrails as tables. */
final class VocabularyTables {
  private VocabularyTables() {}

  static String table(List<Vocabulary.Word> words) {
    StringBuilder text = new StringBuilder("| word | type | what it is |\n| --- | --- | --- |\n");
    words.forEach(
        word ->
            text.append(
                "| `%s` | %s | %s |\n".formatted(word.text(), word.type(), word.meaning())));
    return text.toString();
  }
}
