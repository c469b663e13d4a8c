using Records.Api.CaseFiles;
using Records.Api.Documents;
using Records.Api.FilePlan;
using Records.Api.InTray;
using Records.Api.Log;
using Records.Api.Search;

namespace Records.Api;

/// <summary>All routes of the API, below one tenant and one version.</summary>
internal static class RecordsRoutes
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapRecords()
        {
            var api = routes.MapGroup("/t/{tenant}/v1");
            api.MapPlan();
            api.MapFilePlan();
            api.MapCaseFiles();
            api.MapCaseFileLists();
            api.MapMatters();
            api.MapUploads();
            api.MapDocuments();
            api.MapContent();
            api.MapLocks();
            api.MapKeeping();
            api.MapResubmissions();
            api.MapPuttingAway();
            api.MapMoving();
            api.MapRelocating();
            api.MapCancellations();
            api.MapRegisters();
            api.MapParticipants();
            api.MapDeletions();
            api.MapReferences();
            api.MapCopies();
            api.MapRoutes();
            api.MapSteps();
            api.MapSigning();
            api.MapWorklist();
            api.MapEditing();
            api.MapInTray();
            api.MapRegistrations();
            api.MapRenditions();
            api.MapInspections();
            api.MapHistory();
            api.MapLog();
            api.MapSearch();
        }
    }
}
