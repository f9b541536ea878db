/**
 * Checks {@code deploy/} against Kubernetes and the service, without a cluster. {@link
 * io.paydesk.deploy.PackagedDeploymentIT} starts the packaged jar as the chart would.
 */
package io.paydesk.deploy;
