namespace Records.Api.CaseFiles;

/// <summary>Routes that are the same on a case file, its matters and its documents.</summary>
internal static class ObjectRoutes
{
    extension(IEndpointRouteBuilder routes)
    {
        /// <summary>
        /// The group of routes of each kind of object, with the word that ends the names of its operations. What the
        /// route names is then <see cref="Calls.Call.Object"/>.
        /// </summary>
        public IEnumerable<(RouteGroupBuilder Group, string Noun)> OnObjects(string tag) =>
        [
            (routes.MapGroup("/case-files/{id:guid}").WithTags(tag), "CaseFile"),
            (routes.MapGroup("/case-files/{id:guid}/matters/{matter:guid}").WithTags(tag), "Matter"),
            (routes.MapGroup("/case-files/{id:guid}/documents/{document:guid}").WithTags(tag), "Document"),
        ];
    }
}
