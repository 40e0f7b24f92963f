package dev.rolegate.operator.uses;

import dev.rolegate.model.Holding;
import dev.rolegate.model.OneLine;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What one look through the cluster has found so far, and what it could not see. */
final class Look {
  private static final int NAMED = 10;

  private final List<Holding> holdings = new ArrayList<>();
  private final Set<String> kinds = new TreeSet<>();
  private final Set<String> denied = new TreeSet<>();
  private final Set<String> problems = new TreeSet<>();

  void holds(Holding holding) {
    holdings.add(holding);
  }

  /** How much could not be seen so far. */
  int gaps() {
    return denied.size() + problems.size();
  }

  /** Every object of the kind was read and understood. */
  void complete(ServedKind kind) {
    kinds.add(kind.text());
  }

  /**
   * @param what a request, as RBAC names it: {@code list services}
   */
  void denied(String what) {
    denied.add(what);
  }

  void problem(String what) {
    problems.add(OneLine.of(what));
  }

  /** Notes the failure of a request. */
  void failed(String request, KubernetesClientException e) {
    if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
      denied(request);
    } else {
      problem(request + " failed: " + reason(e));
    }
  }

  /** Whether it was no HTTP answer that failed, so that the next request would fail as well. */
  static boolean isUnanswered(KubernetesClientException e) {
    return e.getCode() <= 0;
  }

  private static String reason(KubernetesClientException e) {
    if (isUnanswered(e)) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return "no answer of the API server that can be used (" + cause.getMessage() + ")";
    }
    String said =
        e.getStatus() != null && e.getStatus().getMessage() != null
            ? e.getStatus().getMessage()
            : String.valueOf(e.getMessage());
    return "HTTP " + e.getCode() + " (" + said.strip() + ")";
  }

  UseReport report() {
    List<String> why = new ArrayList<>();
    if (!denied.isEmpty()) {
      why.add(
          "the operator's service account may not "
              + some(denied)
              + "; apply deploy/uses.yaml, or grant it the verb list there in a ClusterRole of your"
              + " own");
    }
    if (!problems.isEmpty()) {
      why.add("not all was seen: " + some(problems) + "; looked at again with the next check");
    }
    UseReport.Coverage coverage =
        denied.isEmpty()
            ? problems.isEmpty() ? UseReport.Coverage.COMPLETE : UseReport.Coverage.PARTIAL
            : UseReport.Coverage.DENIED;
    return new UseReport(
        UseCollector.KUBERNETES, coverage, String.join("; ", why), holdings, kinds);
  }

  private static String some(Set<String> all) {
    String first = String.join(", ", all.stream().limit(NAMED).toList());
    return all.size() > NAMED ? first + " and " + (all.size() - NAMED) + " more" : first;
  }
}
