/** The site: a Vue application, built from {@code app/} into this bundle, and the servlet that serves it. */
package org.p2pvps.web;
