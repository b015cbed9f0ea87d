/** What renters choose for the web sites on their devices. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.p2pvps.api.site;
