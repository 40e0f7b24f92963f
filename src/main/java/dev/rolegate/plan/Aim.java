package dev.rolegate.plan;

import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Ownership;
import java.util.Map;

/** What the desired state of a plan stands for. */
public interface Aim {

  /** The documents, all of them: whatever they do not name is undocumented. */
  Aim DOCUMENTS =
      new Aim() {
        @Override
        public Map<String, String> ruleTags(DesiredVpc vpc, GroupKey group, DesiredRule rule) {
          return Ownership.ruleTags(vpc.clusterId());
        }

        @Override
        public String reason(String byDocuments) {
          return byDocuments;
        }

        @Override
        public boolean isWholeVpc() {
          return true;
        }
      };

  /** The tags that a rule is to have; others that it has are left alone. */
  Map<String, String> ruleTags(DesiredVpc vpc, GroupKey group, DesiredRule rule);

  /** Why a step is taken, where the documents would give that reason. */
  String reason(String byDocuments);

  /** True when groups with the ManagedVpc's tags that are not in the desired state are strange. */
  boolean isWholeVpc();
}
