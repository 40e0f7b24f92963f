package dev.rolegate.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The HTML report as Chromium shows it. A copy without the page's policy measures itself with a
 * script; the page itself runs none.
 */
class ReportInBrowserTest {
  private static final Pattern POLICY = Pattern.compile("<meta http-equiv=[^>]*>");
  private static final Pattern RESULT = Pattern.compile("(?s)<pre id=\"measured\">(.*?)</pre>");

  /** Writes what is asked for here; an error of the script leaves nothing behind. */
  private static final String MEASURE =
      """
      <script>
      addEventListener('load', () => {
        const all = s => [...document.querySelectorAll(s)];
        const box = e => e.getBoundingClientRect();
        const apart = (a, b) =>
          a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
        const boxes = all('.place rect').map(box), labels = all('svg .label').map(box);
        const pre = document.createElement('pre');
        pre.id = 'measured';
        pre.textContent = JSON.stringify({
          places: boxes.length,
          overlapping: boxes.filter((a, i) => boxes.some((b, j) => i < j && !apart(a, b))).length,
          overflowing: all('.place').filter(p => box(p.querySelector('text')).width
              > box(p.querySelector('rect')).width).length,
          hidden: labels.filter(l => boxes.some(b => !apart(l, b))).length,
          wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          cut: all('td, th').filter(c => c.scrollWidth > c.clientWidth + 1).length,
          levels: all('h1, h2, h3').map(h => +h.tagName[1]),
          uncaptioned: all('table').filter(t => !t.caption || !t.caption.textContent).length,
          dead: all('nav a').filter(a => !document.getElementById(a.hash.slice(1))).length,
          scripts: all('script').length, images: all('img, iframe, object, embed, link').length,
          loaded: performance.getEntriesByType('resource').map(r => r.name)});
        document.body.append(pre);
      });
      </script>
      """;

  @TempDir Path folder;
  private final MessyVpc vpc = new MessyVpc();

  private static Optional<Path> chromium() {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The document as it is once it is loaded. */
  private String shown(String html, String... options) throws IOException, InterruptedException {
    Optional<Path> browser = chromium();
    if (System.getenv("CI") == null || System.getenv("ROLEGATE_NO_BROWSER") != null) {
      Assumptions.assumeTrue(browser.isPresent(), "no Chromium is installed");
    }
    Path page = Files.writeString(folder.resolve("report.html"), html);
    Path out = folder.resolve("dom.html");
    List<String> command = new ArrayList<>();
    command.add(browser.orElseThrow().toString());
    command.addAll(
        List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"));
    command.addAll(List.of(options));
    command.addAll(
        List.of("--user-data-dir=" + folder.resolve("profile"), "--dump-dom", page.toUri() + ""));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("errors.txt").toFile())
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  private JsonNode measured(String html, String... options)
      throws IOException, InterruptedException {
    String copy = POLICY.matcher(html).replaceFirst("").replace("</body>", MEASURE + "</body>");
    Matcher result = RESULT.matcher(shown(copy, options));
    assertThat(result.find()).as("the script ran to its end").isTrue();
    return new ObjectMapper().readTree(result.group(1).replace("&gt;", ">").replace("&amp;", "&"));
  }

  private String html() {
    vpc.documented();
    vpc.group("sg-n", "n".repeat(80), Map.of("owner", "o".repeat(200)));
    for (int i = 0; i < 12; i++) {
      vpc.group("sg-8" + i, "worker-" + i, Map.of(), MessyVpc.in("tcp", 22 + i, "sg-b"));
    }
    return ReportHtml.of(List.of(vpc.assess()), List.of());
  }

  @Test
  void the_page_is_laid_out_so_that_all_can_be_read() throws Exception {
    int places = vpc.assess().chart().places().size() + 12;
    for (String size :
        List.of("--window-size=1280,900", "--window-size=800,900", "--window-size=500,900")) {
      JsonNode found = measured(html(), size);
      vpc.groups.removeIf(group -> group.groupId().matches("sg-(8.*|n)"));
      assertThat(found.path("places").asInt()).isEqualTo(places);
      for (String none :
          List.of("overlapping", "overflowing", "hidden", "wider", "cut", "uncaptioned", "dead")) {
        assertThat(found.path(none).asInt()).as("%s at %s: %s", none, size, found).isZero();
      }
      assertThat(found.path("images").asInt()).isZero();
      assertThat(found.path("loaded")).isEmpty();
      assertThat(found.path("scripts").asInt()).isEqualTo(1);
      int before = 0;
      for (JsonNode level : found.path("levels")) {
        assertThat(level.asInt()).isLessThanOrEqualTo(before + 1);
        before = level.asInt();
      }
    }
  }

  @Test
  void its_policy_runs_no_script_and_names_run_none_even_without_it() throws Exception {
    String injected = "<script>document.body.id='ran'</script>";
    String page = html().replace("</body>", injected + "</body>");
    assertThat(shown(page)).doesNotContain("id=\"ran\"");
    assertThat(shown(POLICY.matcher(page).replaceFirst(""))).contains("id=\"ran\"");
    String hostile = "\"><script>document.body.id='ran'</script><img src=x onerror=alert(1)>";
    vpc.group("sg-x", hostile, Map.of("owner", hostile), MessyVpc.in("tcp", 22, "0.0.0.0/0"));
    String html = ReportHtml.of(List.of(vpc.assess()), List.of(new Gap(hostile, hostile, hostile)));
    JsonNode found = measured(html);
    assertThat(found.path("scripts").asInt()).isEqualTo(1);
    assertThat(found.path("images").asInt()).isZero();
  }
}
