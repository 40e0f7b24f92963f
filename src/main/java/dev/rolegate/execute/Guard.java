package dev.rolegate.execute;

import dev.rolegate.model.GroupKey;

/** Asked right before EC2 is changed, so that nothing is done on a right that has passed. */
public interface Guard {

  /** Allows everything; for callers that are alone and hold nothing. */
  Guard OPEN =
      new Guard() {
        @Override
        public boolean mayMutate() {
          return true;
        }

        @Override
        public boolean mayDelete(GroupKey key, String uid) {
          return true;
        }
      };

  /** False once another replica may be the leader; nothing more is sent then. */
  boolean mayMutate();

  /**
   * Read afresh, not from a cache: does this very resource still exist with a deletionTimestamp and
   * Rolegate's finalizer. Asked before the first step that takes a group down, and again before
   * DeleteSecurityGroup.
   */
  boolean mayDelete(GroupKey key, String uid);
}
