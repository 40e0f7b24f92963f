package dev.rolegate.cli.report;

import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Exemption;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Review;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What ends or falls due, the earliest first. */
final class Moments {
  private final Inquiry inquiry;
  private final Map<GroupKey, String> ids = new HashMap<>();
  private final List<Moment> moments = new ArrayList<>();

  private record Moment(Instant when, String text, Optional<GroupKey> group) {}

  Moments(Inquiry inquiry) {
    this.inquiry = inquiry;
    inquiry.surroundings().managed().forEach((id, key) -> ids.put(key, id));
  }

  List<Note> notes() {
    inquiry.desired().ifPresent(desired -> desired.groups().forEach(this::group));
    for (Exemption one : inquiry.exemptions()) {
      add(
          one.until(),
          "exception "
              + one.name()
              + " from "
              + one.guardrail()
              + ", accepted by "
              + one.acceptedBy()
              + ", ",
          "ends",
          "ended",
          Optional.empty());
    }
    inquiry
        .endings()
        .forEach(one -> add(one.at(), one.text() + " ", "expires", "expired", Optional.empty()));
    return moments.stream()
        .sorted(Comparator.comparing(Moment::when).thenComparing(Moment::text))
        .map(
            moment ->
                new Note(
                    moment.text(),
                    moment.group().map(ids::get).map(List::of).orElse(List.<String>of())))
        .toList();
  }

  private void group(DesiredGroup group) {
    group.rules().forEach(rule -> rule(group.key(), rule));
    group.documented().expired().forEach(rule -> rule(group.key(), rule));
    group.documented().review().ifPresent(review -> review(group.key(), review));
  }

  private void rule(GroupKey key, DesiredRule rule) {
    rule.expiresAt()
        .ifPresent(
            end ->
                add(
                    end,
                    "rule " + rule.name() + " of " + key + " ",
                    "expires",
                    "expired",
                    Optional.of(key)));
  }

  private void review(GroupKey key, Review review) {
    if (review.due().isEmpty()) {
      moments.add(
          new Moment(
              Instant.EPOCH, "the review of " + key + " was never recorded", Optional.of(key)));
      return;
    }
    add(review.due().get(), "the review of " + key + " ", "is due", "was due", Optional.of(key));
  }

  private void add(Instant when, String what, String ahead, String past, Optional<GroupKey> group) {
    boolean over = !inquiry.now().isBefore(when);
    long days = Duration.between(inquiry.now(), when).abs().toDays();
    String apart = Known.count(days, "day");
    moments.add(
        new Moment(
            when,
            what
                + (over ? past : ahead)
                + " "
                + when
                + (over ? ", " + apart + " ago" : ", in " + apart),
            group));
  }
}
