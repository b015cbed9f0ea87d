/** What is kept about an OpenBazaar store, besides what every market's listings and orders say. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.p2pvps.api.openbazaar;
