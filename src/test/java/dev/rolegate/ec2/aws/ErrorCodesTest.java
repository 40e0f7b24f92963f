package dev.rolegate.ec2.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.ec2.Ec2Exception.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorCodesTest {

  @ParameterizedTest
  @CsvSource({
    "InvalidGroup.NotFound, 400, NOT_FOUND",
    "InvalidSecurityGroupID.NotFound, 400, NOT_FOUND",
    "InvalidPermission.NotFound, 400, NOT_FOUND",
    "InvalidSecurityGroupRuleId.NotFound, 400, NOT_FOUND",
    "InvalidPrefixListID.NotFound, 400, NOT_FOUND",
    "InvalidVpcID.NotFound, 400, NOT_FOUND",
    "InvalidID, 400, NOT_FOUND",
    "InvalidGroup.Duplicate, 400, ALREADY_EXISTS",
    "InvalidPermission.Duplicate, 400, ALREADY_EXISTS",
    "DependencyViolation, 400, DEPENDENCY",
    "InvalidGroup.InUse, 400, DEPENDENCY",
    "RulesPerSecurityGroupLimitExceeded, 400, LIMIT",
    "SecurityGroupLimitExceeded, 400, LIMIT",
    "TagLimitExceeded, 400, LIMIT",
    "RequestLimitExceeded, 503, THROTTLED",
    "EC2ThrottledException, 503, THROTTLED",
    "ThrottlingException, 400, THROTTLED",
    "UnauthorizedOperation, 403, UNAUTHORIZED",
    "AuthFailure, 401, UNAUTHORIZED",
    "ExpiredToken, 400, UNAUTHORIZED",
    "RequestExpired, 400, UNAUTHORIZED",
    "SomethingNew, 403, UNAUTHORIZED",
    "InvalidParameterValue, 400, INVALID",
    "InvalidGroupId.Malformed, 400, INVALID",
    "CannotDelete, 400, INVALID",
    "UnknownParameter, 400, INVALID",
    "IncorrectState, 400, TRANSIENT",
    "InternalError, 500, TRANSIENT",
    "Unavailable, 503, TRANSIENT"
  })
  void eachCodeHasItsKind(String code, int status, Kind kind) {
    assertThat(ErrorCodes.kind(code, "", status)).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({"InvalidGroup.NotFound"})
  void aReferenceOverAnInactivePeeringIsNotAMatterOfWaiting(String code) {
    String message = "You have specified two resources that belong to different networks.";
    assertThat(ErrorCodes.kind(code, message, 400)).isEqualTo(Kind.INVALID);
  }
}
