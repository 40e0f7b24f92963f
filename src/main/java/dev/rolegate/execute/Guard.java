package dev.rolegate.execute;

import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.plan.Consent;
import dev.rolegate.plan.Plan;
import java.util.Optional;
import java.util.Set;

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

        @Override
        public boolean mayRetire(String name, String uid, Wanted wanted) {
          return true;
        }

        @Override
        public boolean mayRemediate() {
          return true;
        }

        @Override
        public boolean reserve(Set<String> groupIds) {
          return true;
        }

        @Override
        public Optional<Consent> approve(Plan plan) {
          return Optional.empty();
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

  /**
   * Read afresh, not from a cache: does this very OrphanedSecurityGroup still exist, does its
   * ManagedVpc enforce, and is this still wanted of its group. Asked before each step that marks or
   * empties the group, and before DeleteSecurityGroup; never before what gives something back.
   */
  boolean mayRetire(String name, String uid, Wanted wanted);

  /**
   * Read afresh, not from a cache: is the ManagedVpc as it was when the plan was made, and does it
   * enforce. Asked before each step that takes rules from a group that nothing declares.
   */
  boolean mayRemediate();

  /**
   * Counts these groups against the limit of deletions, before the first step that takes one of
   * them down. A group that is counted already counts once. False when that could not be written
   * down: nothing is taken down then.
   */
  boolean reserve(Set<String> groupIds);

  /**
   * The consent to plan with instead, where what this plan holds back has been approved; written
   * down already, since it is used up by that. Empty where nothing of it was.
   */
  Optional<Consent> approve(Plan plan);
}
