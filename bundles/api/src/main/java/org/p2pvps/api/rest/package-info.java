/** How a bundle offers REST resources. The rest bundle publishes them. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.p2pvps.api.rest;
