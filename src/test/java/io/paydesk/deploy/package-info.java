/**
 * Holds what is in {@code deploy/} to what Kubernetes and the service know, without a cluster.
 * {@link io.paydesk.deploy.PackagedDeploymentIT} starts the packaged jar as the chart would.
 */
package io.paydesk.deploy;
