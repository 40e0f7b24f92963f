package dev.rolegate.execute;

/**
 * In which account a VPC is worked on.
 *
 * @param id AWS account id of the credentials
 * @param vpcOwner AWS account id of the VPC's owner
 */
public record Account(String id, String vpcOwner) {}
