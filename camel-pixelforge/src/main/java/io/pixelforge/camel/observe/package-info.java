/**
 * What is seen of the component while it runs: meters, where Micrometer is there, and health checks. Jobs, gateway and
 * pictures know nothing of it.
 */
package io.pixelforge.camel.observe;
