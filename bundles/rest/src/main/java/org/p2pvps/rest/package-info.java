/** Publishes the REST resources that bundles register, and guards them. The only bundle that knows CXF. */
package org.p2pvps.rest;
