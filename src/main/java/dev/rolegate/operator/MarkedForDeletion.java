package dev.rolegate.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.source.filter.GenericFilter;

/** Lets through what is being deleted, so that the framework adds no finalizer to anything else. */
public final class MarkedForDeletion implements GenericFilter<HasMetadata> {
  @Override
  public boolean accept(HasMetadata resource) {
    return resource.isMarkedForDeletion();
  }
}
