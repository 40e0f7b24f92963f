package dev.rolegate.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Lets an update through when it can change what is to be done. A written status changes none of
 * this, so that no status ever wakes a loop.
 */
public final class MeaningfulUpdate implements OnUpdateFilter<HasMetadata> {
  /** Approves held steps; read from the ManagedVpc. */
  static final String APPROVE = "rolegate.dev/approve";

  @Override
  public boolean accept(HasMetadata fresh, HasMetadata old) {
    ObjectMeta now = fresh.getMetadata();
    ObjectMeta before = old.getMetadata();
    return !Objects.equals(now.getUid(), before.getUid())
        || !Objects.equals(now.getGeneration(), before.getGeneration())
        || !Objects.equals(now.getDeletionTimestamp(), before.getDeletionTimestamp())
        || !finalizers(now).equals(finalizers(before))
        || !labels(now).equals(labels(before))
        || !Objects.equals(approval(now), approval(before));
  }

  private static List<String> finalizers(ObjectMeta metadata) {
    return metadata.getFinalizers() == null ? List.of() : metadata.getFinalizers();
  }

  private static Map<String, String> labels(ObjectMeta metadata) {
    return metadata.getLabels() == null ? Map.of() : metadata.getLabels();
  }

  private static String approval(ObjectMeta metadata) {
    return metadata.getAnnotations() == null ? null : metadata.getAnnotations().get(APPROVE);
  }
}
