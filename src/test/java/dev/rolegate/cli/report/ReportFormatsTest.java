package dev.rolegate.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Text, JSON and HTML of an assessment. */
class ReportFormatsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/report/messy.txt");
  private static final String HOSTILE =
      "\"><script>alert(1)</script><img src=x onerror=alert(2)>'&{config}";
  private static final Gap UNREAD = new Gap("vpc-2", "DescribeSecurityGroups failed", "allow it");

  private final MessyVpc vpc = new MessyVpc();

  private Assessment assessment() {
    vpc.documented();
    vpc.gaps.put(Source.SUBNETS, List.of(Source.SUBNETS.denied("DescribeSubnets failed")));
    return vpc.assess();
  }

  private static String text(Assessment assessment) {
    return ReportText.of(List.of(assessment), List.of(UNREAD));
  }

  private static String html(Assessment assessment) {
    return ReportHtml.of(List.of(assessment), List.of(UNREAD));
  }

  @Test
  void the_text_is_the_golden_one() throws IOException {
    String text = text(assessment()) + "\n";
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, text);
    }
    assertThat(text).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void the_text_has_every_question_fits_a_terminal_and_promises_nothing() {
    String text = text(assessment());
    for (Question question : Question.values()) {
      assertThat(text).contains(question.ordinal() + 1 + ". " + question.text().substring(0, 12));
    }
    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
    assertThat(text)
        .contains("not looked at: subnets", "not looked at: vpc-2: DescribeSecurityGroups failed");
    for (String format : List.of(text, html(assessment()))) {
      assertThat(format.toLowerCase(Locale.ROOT)).doesNotContain("secure", "no problems");
    }
  }

  @Test
  void what_moves_a_terminal_s_cursor_is_spelled_out() {
    vpc.group("sg-x", "x", Map.of("owner", "a\u001b[2Jb\nc"), MessyVpc.in("tcp", 22, "0.0.0.0/0"));
    assertThat(text(vpc.assess())).contains("a\\u001b[2Jb\\u000ac").doesNotContain("\u001b");
  }

  @Test
  void JSON_has_what_the_text_has() throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(ReportJson.of(List.of(assessment()), List.of(UNREAD)));
    assertThat(json.path("version").asInt()).isEqualTo(1);
    assertThat(json.at("/notLookedAt/0/what").asText()).isEqualTo("vpc-2");
    JsonNode one = json.at("/vpcs/0");
    assertThat(one.path("account").asText()).isEqualTo("111122223333");
    assertThat(one.path("topics")).hasSize(Question.values().length);
    JsonNode administration = one.at("/topics/1");
    assertThat(administration.path("id").asText()).isEqualTo("administration");
    JsonNode finding = administration.at("/findings/0");
    assertThat(finding.path("ruleId").asText()).isEqualTo("sgr-d0");
    assertThat(finding.at("/controls/0").asText()).isEqualTo("EC2.13");
    assertThat(finding.at("/groupIds/0").asText()).isEqualTo("sg-d");
    assertThat(finding.path("fix").asText()).startsWith("close it");
    assertThat(finding.path("sure").asBoolean()).isTrue();
    assertThat(one.at("/topics/2/notLookedAt/0/remedy").asText())
        .isEqualTo("allow ec2:DescribeSubnets, as deploy/iam/observe.json does");
    assertThat(one.at("/chart/flows")).isNotEmpty();
  }

  @Test
  void HTML_is_one_file_that_loads_and_runs_nothing() {
    String html = html(assessment());
    assertThat(html)
        .contains("<svg", "class=\"box role\"", "default-src 'none'", "<caption>", "<h1>")
        .doesNotContain("src=", "http://", "https://", "@import", "url(h", "<script")
        .doesNotContainPattern("<[^>]* on[a-z]+=");
  }

  @Test
  void HTML_escapes_names_owners_and_descriptions() {
    vpc.group(
        "sg-x",
        HOSTILE,
        Map.of("owner", HOSTILE),
        MessyVpc.in("tcp", 22, "0.0.0.0/0"),
        MessyVpc.in("tcp", 23, "sg-x"));
    String html = ReportHtml.of(List.of(vpc.assess()), List.of(new Gap(HOSTILE, HOSTILE, HOSTILE)));
    assertThat(html)
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script", "<img", "\">&lt;", "onerror=alert(2)>");
  }

  @Test
  void equal_assessments_give_an_equal_file() {
    assertThat(html(assessment())).isEqualTo(html(assessment()));
  }

  @Test
  void what_is_long_is_folded_behind_its_number_and_says_that_it_is_not_printed() {
    assertThat(html(assessment())).doesNotContain("<details");
    for (int i = 0; i < 60; i++) {
      vpc.group("sg-8" + i, "old-" + i, Map.of(), MessyVpc.in("tcp", 22, "0.0.0.0/0"));
    }
    String html = html(assessment());
    assertThat(html)
        .containsPattern("<summary>6\\d findings of 6\\d groups<span class=\"unprinted\">, which")
        .containsPattern("<summary>6\\d lines about 6\\d groups<span class=\"unprinted\">, which")
        .contains("details:not([open]) .unprinted", "sg-80 (old-0)", "sg-859 (old-59)");
  }

  @Test
  void the_questions_are_numbered_and_told_with_what_is_behind_each() {
    assertThat(html(assessment()))
        .contains("1. What is open to the world", "12. What do the other guardrails")
        .containsPattern(
            "#vpc-1-administration\">[^<]*</a> <span class=\"soft\">\\d+ findings?: \\d")
        .containsPattern("#vpc-1-internal\">.*not all was looked at");
  }

  @Test
  void several_VPCs_are_listed_first_each_with_its_figures() {
    Assessment one = assessment();
    assertThat(html(one)).doesNotContain("aria-label=\"VPCs\"");
    assertThat(ReportHtml.of(List.of(one, one), List.of()))
        .contains("aria-label=\"VPCs\"", "</a>: " + one.tally());
    assertThat(one.tally()).matches("\\d+ groups, \\d+ findings: .*");
  }
}
